import { addDays, weekdayOf } from '../../day.ts';
import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  backTo,
  type DayRule,
  easter,
  exceptIn,
  fixed,
  friday,
  isWeekend,
  monday,
  mondayAfterWeekend,
  moved,
  nthWeekday,
  on,
  saturday,
  sunday,
  together,
} from '../rules.ts';

/** Christmas and Boxing Day; of those that fall on a weekend, the next days of work are kept instead. */
export const christmasWithSubstitutes: DayRule = together(
  moved(fixed(12, 25), (day) => (isWeekend(day) ? addDays(day, 2) : day)),
  moved(fixed(12, 26), (day) =>
    weekdayOf(day) === saturday || weekdayOf(day) === sunday ? addDays(day, 2) : day,
  ),
);

/** The last weekday at a date or before it. */
export function lastWeekdayBy(rule: DayRule): DayRule {
  return moved(rule, (day) => (isWeekend(day) ? backTo(friday, day) : day));
}

const holidays = together(
  mondayAfterWeekend(fixed(1, 1)),
  easter(-2),
  easter(1),
  exceptIn([1995, 2020], nthWeekday(1, monday, 5)),
  exceptIn([2002, 2012, 2022], nthWeekday(-1, monday, 5)),
  nthWeekday(-1, monday, 8),
  christmasWithSubstitutes,
);

const specialClosures = on(
  ...['1995-05-08', '2020-05-08'], // 50 and 75 years after the war in Europe
  '1999-12-31', // millennium
  ...['2002-06-03', '2002-06-04', '2012-06-04', '2012-06-05', '2022-06-02', '2022-06-03'], // jubilees of the Queen
  '2011-04-29', // royal wedding
  '2022-09-19', // funeral of the Queen
  '2023-05-08', // coronation
);

/** London Stock Exchange. */
export const london: CalendarDefinition = {
  id: 'XLON',
  title: 'London',
  zone: 'Europe/London',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [{ since: '1990-01-01', open: '08:00', close: '16:30' }],
  closed: together(holidays, specialClosures),
  early: [{ close: '12:30', days: lastWeekdayBy(together(fixed(12, 24), fixed(12, 31))) }],
};
