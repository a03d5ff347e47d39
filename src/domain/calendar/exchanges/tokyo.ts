import { addDays, dayOf, weekdayOf } from '../../day.ts';
import type { Day } from '../../nominal.ts';
import { type CalendarDefinition, mondayToFriday } from '../definition.ts';
import {
  backTo,
  type DayRule,
  during,
  exceptIn,
  fixed,
  forwardTo,
  friday,
  isWeekend,
  monday,
  moved,
  nthWeekday,
  on,
  since,
  sunday,
  together,
  until,
} from '../rules.ts';

/** The day of an equinox in Japan, by the formula of the National Astronomical Observatory for 1980 to 2099. */
function equinox(month: number, offset: number): DayRule {
  return (year) => {
    const years = year - 1980;
    return [dayOf(year, month, Math.floor(offset + 0.242194 * years - Math.floor(years / 4)))];
  };
}

const olympicYears = [2020, 2021];

/** Holidays of the Act on National Holidays, before substitutes. */
const national = together(
  fixed(1, 1),
  until(1999, fixed(1, 15)),
  since(2000, nthWeekday(2, monday, 1)),
  fixed(2, 11),
  since(2020, fixed(2, 23)),
  equinox(3, 20.8431),
  fixed(4, 29),
  fixed(5, 3),
  since(2007, fixed(5, 4)),
  fixed(5, 5),
  during(1996, 2002, fixed(7, 20)),
  since(2003, exceptIn(olympicYears, nthWeekday(3, monday, 7))),
  since(2016, exceptIn(olympicYears, fixed(8, 11))),
  until(2002, fixed(9, 15)),
  since(2003, nthWeekday(3, monday, 9)),
  equinox(9, 23.2488),
  until(1999, fixed(10, 10)),
  since(2000, exceptIn(olympicYears, nthWeekday(2, monday, 10))),
  fixed(11, 3),
  fixed(11, 23),
  during(1989, 2018, fixed(12, 23)),
  on('2020-07-23', '2020-07-24', '2020-08-10', '2021-07-22', '2021-07-23', '2021-08-08'), // Olympic Games
  on('1990-11-12', '1993-06-09', '2019-05-01', '2019-10-22'), // enthronements and a wedding of the court
);

/** For a holiday on a Sunday the next day that is none; a day between two holidays is one too. */
const nationalWithSubstitutes: DayRule = (year) => {
  const named = new Set(national(year));
  const all = new Set(named);
  for (const day of named) if (weekdayOf(day) === sunday) all.add(nextFree(named, day));
  for (const day of named) {
    const between = addDays(day, 1);
    if (!named.has(between) && named.has(addDays(day, 2)) && weekdayOf(between) !== sunday) all.add(between);
  }
  return [...all];
};

function nextFree(taken: ReadonlySet<Day>, day: Day): Day {
  let free = addDays(day, 1);
  while (taken.has(free)) free = addDays(free, 1);
  return free;
}

const firstSession = moved(fixed(1, 4), (day) => (isWeekend(day) ? forwardTo(monday, day) : day));
const lastSession = moved(fixed(12, 30), (day) => (isWeekend(day) ? backTo(friday, day) : day));

/** Tokyo Stock Exchange. */
export const tokyo: CalendarDefinition = {
  id: 'XTKS',
  title: 'Tokyo',
  zone: 'Asia/Tokyo',
  knownYears: [1990, 2030],
  week: mondayToFriday,
  hours: [
    { since: '1990-01-01', open: '09:00', close: '15:00', break: ['11:00', '12:30'] },
    { since: '2011-11-21', open: '09:00', close: '15:00', break: ['11:30', '12:30'] },
    { since: '2024-11-05', open: '09:00', close: '15:30', break: ['11:30', '12:30'] },
  ],
  closed: together(
    nationalWithSubstitutes,
    fixed(1, 2),
    fixed(1, 3),
    fixed(12, 31),
    on('2020-10-01'), // a failure of the trading system; there are no prices of the day
  ),
  early: [{ close: '11:00', days: together(until(2009, firstSession), until(2008, lastSession)) }],
};
