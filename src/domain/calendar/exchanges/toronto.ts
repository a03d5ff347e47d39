import { dayOf } from '../../day.ts';
import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  backTo,
  type DayRule,
  easter,
  fixed,
  monday,
  mondayAfterWeekend,
  nthWeekday,
  on,
  onWeekdays,
  since,
  together,
} from '../rules.ts';
import { christmasWithSubstitutes } from './london.ts';

/** The last Monday before 25 May. */
const victoriaDay: DayRule = (year) => [backTo(monday, dayOf(year, 5, 24))];

/** Toronto Stock Exchange and TSX Venture Exchange. */
export const toronto: CalendarDefinition = {
  id: 'XTSE',
  title: 'Toronto',
  zone: 'America/Toronto',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [{ since: '1990-01-01', open: '09:30', close: '16:00' }],
  closed: together(
    mondayAfterWeekend(fixed(1, 1)),
    since(2008, nthWeekday(3, monday, 2)),
    easter(-2),
    victoriaDay,
    mondayAfterWeekend(fixed(7, 1)),
    nthWeekday(1, monday, 8),
    nthWeekday(1, monday, 9),
    nthWeekday(2, monday, 10),
    christmasWithSubstitutes,
    on('2001-09-11', '2001-09-12'),
  ),
  early: [{ close: '13:00', days: since(2010, onWeekdays([1, 2, 3, 4, 5], fixed(12, 24))) }],
};
