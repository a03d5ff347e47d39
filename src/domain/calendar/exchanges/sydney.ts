import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  easter,
  fixed,
  forwardTo,
  monday,
  mondayAfterWeekend,
  moved,
  nthWeekday,
  on,
  since,
  together,
  until,
} from '../rules.ts';
import { christmasWithSubstitutes, lastWeekdayBy } from './london.ts';

/** Australian Securities Exchange. */
export const sydney: CalendarDefinition = {
  id: 'XASX',
  title: 'Sydney (ASX)',
  zone: 'Australia/Sydney',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [{ since: '1990-01-01', open: '10:00', close: '16:00' }],
  closed: together(
    mondayAfterWeekend(fixed(1, 1)),
    // On the Monday until all states agreed to keep the day itself.
    until(
      1992,
      moved(fixed(1, 26), (day) => forwardTo(monday, day)),
    ),
    since(1994, mondayAfterWeekend(fixed(1, 26))),
    easter(-2),
    easter(1),
    fixed(4, 25),
    on('2010-04-26', '2011-04-26'), // for an Anzac Day on a Sunday, and one on Easter Monday
    nthWeekday(2, monday, 6),
    christmasWithSubstitutes,
    on('1990-12-31', '1999-12-31'),
    on('2022-09-22'), // mourning for the Queen
  ),
  early: [{ close: '14:10', days: since(2010, lastWeekdayBy(together(fixed(12, 24), fixed(12, 31)))) }],
};
