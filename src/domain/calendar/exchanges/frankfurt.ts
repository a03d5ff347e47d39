import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import { during, easter, fixed, on, since, together } from '../rules.ts';
import { lastWeekdayBy } from './london.ts';

/** Xetra, and the floor of Frankfurt, which keeps the same days. */
export const frankfurt: CalendarDefinition = {
  id: 'XETR',
  title: 'Frankfurt (Xetra)',
  zone: 'Europe/Berlin',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [{ since: '1990-01-01', open: '09:00', close: '17:30' }],
  closed: together(
    fixed(1, 1),
    easter(-2),
    easter(1),
    fixed(5, 1),
    fixed(12, 24),
    fixed(12, 25),
    fixed(12, 26),
    fixed(12, 31),
    during(2007, 2007, easter(50)),
    during(2014, 2021, fixed(10, 3)),
    during(2015, 2021, easter(50)),
    on('2017-10-31'), // 500 years of the Reformation
  ),
  early: [{ close: '14:00', days: since(2010, lastWeekdayBy(fixed(12, 30))) }],
};
