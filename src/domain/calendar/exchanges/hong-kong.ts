import { addDays, dayOf, weekdayOf, yearOf } from '../../day.ts';
import type { Day } from '../../nominal.ts';
import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  type DayRule,
  during,
  easter,
  fixed,
  forwardTo,
  monday,
  moved,
  nthWeekday,
  on,
  onWeekdays,
  since,
  sunday,
  together,
  until,
} from '../rules.ts';
import { chinese } from './chinese-festivals.ts';

/** Tomb-sweeping day: the sun at 15 degrees, by the usual short formula for the 20th and the 21st century. */
const chingMing: DayRule = (year) => {
  const ofCentury = year % 100;
  const date = Math.floor(ofCentury * 0.2422 + (year < 2000 ? 5.59 : 4.81)) - Math.floor(ofCentury / 4);
  return [dayOf(year, 4, date)];
};

/** Until 2011 the Saturday itself, where the day after it is a Sunday. */
const dayAfterMidAutumn: DayRule = moved(chinese('midAutumn', 1), (day) =>
  weekdayOf(day) === sunday && yearOf(day) < 2012 ? addDays(day, -1) : day,
);

/** Holidays that are kept on the next free weekday where they fall on a Sunday or on another holiday. */
const general = together(
  fixed(1, 1),
  easter(-2),
  easter(1),
  chingMing,
  since(1999, fixed(5, 1)),
  since(1999, chinese('buddha')),
  chinese('tuenNg'),
  since(1997, fixed(7, 1)),
  dayAfterMidAutumn,
  since(1997, fixed(10, 1)),
  chinese('chungYeung'),
  fixed(12, 25),
  fixed(12, 26),
  until(1996, nthWeekday(-1, monday, 8)), // Liberation Day
  until(1996, (year) => [forwardTo(monday, dayOf(year, 6, 13))]), // the Queen's birthday
);

/** Three days; where one is a Sunday, the day before them was kept until 2011, and a fourth one since. */
const newYear: DayRule = (year) => {
  const [first] = chinese('newYear')(year);
  if (first === undefined) return [];
  const days = [0, 1, 2].map((count) => addDays(first, count));
  if (!days.some((day) => weekdayOf(day) === sunday)) return days;
  return [...days, addDays(first, year < 2012 ? -1 : 3)];
};

const withSubstitutes: DayRule = (year) => {
  const kept = new Set<Day>(newYear(year));
  const all = general(year).toSorted((a, b) => a - b);
  const displaced: Day[] = [];
  for (const day of all) {
    if (weekdayOf(day) === sunday || kept.has(day)) displaced.push(day);
    else kept.add(day);
  }
  for (const day of displaced) {
    let free = addDays(day, 1);
    while (kept.has(free) || weekdayOf(free) === sunday) free = addDays(free, 1);
    kept.add(free);
  }
  return [...kept];
};

const specialClosures = on(
  ...['1997-06-30', '1997-07-02', '1999-12-31', '2015-09-03'],
  ...['1992-07-22', '1993-09-17', '1999-09-16', '2001-07-06', '2001-07-25', '2008-08-06', '2008-08-22'], // typhoons
  ...['2011-09-29', '2013-08-14', '2016-08-02', '2016-10-21', '2017-08-23', '2020-10-13', '2021-10-13'],
  ...['2023-07-17', '2023-09-01', '2024-09-06'],
  '2023-09-08', // rainstorm
);

const halfDays = onWeekdays(mondayToFriday, together(fixed(12, 24), fixed(12, 31), chinese('newYear', -1)));

/** Hong Kong. Holidays before 1999 are known in part. */
export const hongKong: CalendarDefinition = {
  id: 'XHKG',
  title: 'Hong Kong',
  zone: 'Asia/Hong_Kong',
  knownYears: [1999, 2030],
  week: mondayToFriday,
  hours: [
    { since: '1990-01-01', open: '10:00', close: '16:00', break: ['12:30', '14:30'] },
    { since: '2011-03-07', open: '09:30', close: '16:00', break: ['12:00', '13:30'] },
    { since: '2012-03-05', open: '09:30', close: '16:00', break: ['12:00', '13:00'] },
  ],
  closed: together(
    withSubstitutes,
    during(1997, 1998, together(fixed(10, 2), nthWeekday(3, monday, 8))),
    specialClosures,
  ),
  early: [
    { close: '12:30', days: until(2010, halfDays) },
    { close: '12:00', days: since(2011, halfDays) },
  ],
};
