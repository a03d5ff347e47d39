import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import { easter, fixed, together } from '../rules.ts';

/** National Stock Exchange of India and BSE: hours and the holidays of fixed date; festivals are not known. */
export const mumbai: CalendarDefinition = {
  id: 'XNSE',
  title: 'Mumbai (NSE, BSE)',
  zone: 'Asia/Kolkata',
  knownYears: null,
  week: mondayToFriday,
  hours: [
    { since: '1990-01-01', open: '10:00', close: '15:30' },
    { since: '2010-01-04', open: '09:00', close: '15:30' },
    { since: '2010-10-18', open: '09:15', close: '15:30' },
  ],
  closed: together(fixed(1, 26), easter(-2), fixed(5, 1), fixed(8, 15), fixed(10, 2), fixed(12, 25)),
  early: [],
};
