import { addDays, dayOf, parseDay, weekdayOf, yearOf } from '../day.ts';
import type { Day } from '../nominal.ts';

/** The days of a year on which something is so: that an exchange is closed, or closes early. */
export type DayRule = (year: number) => readonly Day[];

export const [sunday, monday, tuesday, wednesday, thursday, friday, saturday] = [
  0, 1, 2, 3, 4, 5, 6,
] as const;

/** A date of every year. */
export function fixed(month: number, date: number): DayRule {
  return (year) => [dayOf(year, month, date)];
}

/** The first, second … (1, 2 …) such weekday of a month, or the last one (-1). */
export function nthWeekday(nth: number, weekday: number, month: number): DayRule {
  if (nth < 0) return (year) => [backTo(weekday, dayOf(year, month + 1, 0))];
  return (year) => [addDays(forwardTo(weekday, dayOf(year, month, 1)), 7 * (nth - 1))];
}

/** The last such weekday at a day or before it. */
export function backTo(weekday: number, day: Day): Day {
  return addDays(day, -((weekdayOf(day) - weekday + 7) % 7));
}

/** The first such weekday at a day or after it. */
export function forwardTo(weekday: number, day: Day): Day {
  return addDays(day, (weekday - weekdayOf(day) + 7) % 7);
}

/** Days counted from Easter Sunday: -2 is Good Friday, 39 Ascension Day, 50 Whit Monday. */
export function easter(offset: number): DayRule {
  return (year) => [addDays(easterSunday(year), offset)];
}

/** Easter Sunday by the Gregorian computus in its anonymous form (Nature, 20 April 1876; Meeus, Astronomical Algorithms). */
function easterSunday(year: number): Day {
  const a = year % 19;
  const [b, c] = [Math.floor(year / 100), year % 100];
  const [d, e] = [Math.floor(b / 4), b % 4];
  const g = Math.floor((8 * b + 13) / 25);
  const h = (19 * a + b - d - g + 15) % 30;
  const [i, k] = [Math.floor(c / 4), c % 4];
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const month = Math.floor((h + l - 7 * m + 90) / 25);
  return dayOf(year, month, (h + l - 7 * m + 33 * month + 19) % 32);
}

/** Days that no rule tells, as `2001-09-11`. */
export function on(...dates: readonly string[]): DayRule {
  const days = dates.map(parseDay);
  return (year) => days.filter((day) => yearOf(day) === year);
}

/** The rule in the years from one to another, both included. */
export function during(first: number, last: number, rule: DayRule): DayRule {
  return (year) => (year >= first && year <= last ? rule(year) : []);
}

export function since(first: number, rule: DayRule): DayRule {
  return during(first, Number.POSITIVE_INFINITY, rule);
}

export function until(last: number, rule: DayRule): DayRule {
  return during(Number.NEGATIVE_INFINITY, last, rule);
}

export function exceptIn(years: readonly number[], rule: DayRule): DayRule {
  return (year) => (years.includes(year) ? [] : rule(year));
}

export function together(...rules: readonly DayRule[]): DayRule {
  return (year) => rules.flatMap((rule) => rule(year));
}

/** Each day moved by what `move` makes of it; null drops it. */
export function moved(rule: DayRule, move: (day: Day) => Day | null): DayRule {
  return (year) =>
    rule(year)
      .map(move)
      .filter((day) => day !== null);
}

/** A holiday on a Saturday or Sunday is kept on the Monday after it. */
export function mondayAfterWeekend(rule: DayRule): DayRule {
  return moved(rule, (day) => (isWeekend(day) ? forwardTo(monday, day) : day));
}

/** A holiday on a Sunday is kept on the Monday after it. */
export function mondayAfterSunday(rule: DayRule): DayRule {
  return moved(rule, (day) => (weekdayOf(day) === sunday ? addDays(day, 1) : day));
}

export function isWeekend(day: Day): boolean {
  return weekdayOf(day) === saturday || weekdayOf(day) === sunday;
}

/** The rule's days that are days from Monday to the one named, or only the ones named. */
export function onWeekdays(weekdays: readonly number[], rule: DayRule): DayRule {
  return (year) => rule(year).filter((day) => weekdays.includes(weekdayOf(day)));
}
