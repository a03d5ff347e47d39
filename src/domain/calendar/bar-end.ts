import { dayAt } from '../day.ts';
import { type Interval, intervals, isIntraday } from '../interval.ts';
import type { EpochMs } from '../nominal.ts';
import type { ExchangeCalendar } from './exchange-calendar.ts';
import { periodAt, periodUnit, withTimes } from './periods.ts';

/** When a bar has its last price: the close of its last session, or the end of an intraday bar. */
function barEnd(calendar: ExchangeCalendar, interval: Interval, start: EpochMs): EpochMs {
  if (isIntraday(interval)) return (start + intervals[interval]) as EpochMs;
  return withTimes(calendar, periodAt(calendar, periodUnit(interval), dayAt(start))).closesAt;
}

/** How many of some bars are complete at a time; those that are still forming are the last ones. */
export function completeBars(
  calendar: ExchangeCalendar,
  interval: Interval,
  ts: ArrayLike<number>,
  now: EpochMs,
): number {
  let count = ts.length;
  while (count > 0 && barEnd(calendar, interval, (ts[count - 1] ?? 0) as EpochMs) > now) count -= 1;
  return count;
}
