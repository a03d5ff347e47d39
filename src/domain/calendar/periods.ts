import { addDays, dayOf, partsOf, weekdayOf } from '../day.ts';
import type { DayRange } from '../day-ranges.ts';
import { type Interval, isIntraday } from '../interval.ts';
import type { Day, EpochMs } from '../nominal.ts';
import type { ExchangeCalendar } from './exchange-calendar.ts';

/**
 * What one bar of a daily or longer interval spans, and what the intraday bars of one session span together. It
 * reaches to the start of the next period: so it holds the closed days after its last session, and what is stored
 * without a hole is one range of days, however many weekends lie in it.
 */
export interface Period extends DayRange {
  readonly opensAt: EpochMs;
  readonly closesAt: EpochMs;
}

/** Periods as `date_trunc` has them; intraday bars are counted by session. `5d` is taken as the week it falls in. */
export type PeriodUnit = 'day' | 'week' | 'month' | 'quarter';

export function periodUnit(interval: Interval): PeriodUnit {
  if (isIntraday(interval) || interval === '1d') return 'day';
  if (interval === '1mo') return 'month';
  return interval === '3mo' ? 'quarter' : 'week';
}

/** The day, week (from Monday), month or quarter of the calendar that a day falls in. */
export function naturalPeriod(unit: PeriodUnit, day: Day): DayRange {
  if (unit === 'day') return { from: day, to: addDays(day, 1) };
  if (unit === 'week') {
    const from = addDays(day, -((weekdayOf(day) + 6) % 7));
    return { from, to: addDays(from, 7) };
  }
  const { year, month } = partsOf(day);
  const months = unit === 'month' ? 1 : 3;
  const first = month - ((month - 1) % months);
  return { from: dayOf(year, first, 1), to: dayOf(year, first + months, 1) };
}

/** The days of the period that a day falls in; a day without a session belongs to the period before it. */
export function periodAt(calendar: ExchangeCalendar, unit: PeriodUnit, day: Day): DayRange {
  const around = naturalPeriod(unit, day);
  const session = calendar.previousSession(addDays(around.to, -1));
  return {
    from: naturalPeriod(unit, session).from,
    to: naturalPeriod(unit, calendar.nextSession(around.to)).from,
  };
}

/** The period of a bar that is dated at a day; null where the exchange is closed, and the bar thus an oddity. */
export function periodOfBar(calendar: ExchangeCalendar, unit: PeriodUnit, day: Day): DayRange | null {
  const period = periodAt(calendar, unit, day);
  return day < naturalPeriod(unit, period.from).to ? period : null;
}

/** With the moments at which its first session opens and its last one closes. */
export function withTimes(calendar: ExchangeCalendar, { from, to }: DayRange): Period {
  const first = calendar.session(calendar.nextSession(from));
  const last = calendar.session(calendar.previousSession(addDays(to, -1)));
  if (first === null || last === null) throw new Error('a period without a session');
  return { from, to, opensAt: first.open, closesAt: last.close };
}

/** The periods whose sessions lie in a range, wholly or in part, as one range; null where there is no session. */
export function alignedRange(
  calendar: ExchangeCalendar,
  unit: PeriodUnit,
  { from, to }: DayRange,
): DayRange | null {
  const [first, last] = [calendar.nextSession(from), calendar.previousSession(addDays(to, -1))];
  if (first > last) return null;
  return { from: periodAt(calendar, unit, first).from, to: periodAt(calendar, unit, last).to };
}

/** The periods of an aligned range. */
export function periodsIn(calendar: ExchangeCalendar, unit: PeriodUnit, { from, to }: DayRange): DayRange[] {
  if (unit === 'day') {
    const days = calendar.sessionDays({ from, to });
    return days.map((day, at) => ({ from: day, to: days[at + 1] ?? calendar.nextSession(addDays(day, 1)) }));
  }
  const periods: DayRange[] = [];
  for (let day = from; day < to; ) {
    const period = periodAt(calendar, unit, day);
    periods.push(period);
    day = period.to;
  }
  return periods;
}

/** How many periods begin in a range. */
export function countPeriods(calendar: ExchangeCalendar, unit: PeriodUnit, range: DayRange): number {
  if (unit === 'day') return calendar.countSessions(range);
  return periodsIn(calendar, unit, range).filter(({ from }) => from >= range.from && from < range.to).length;
}
