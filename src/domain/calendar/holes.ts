import { addDays, dayAt } from '../day.ts';
import { type Interval, isIntraday } from '../interval.ts';
import type { EpochMs } from '../nominal.ts';
import type { ExchangeCalendar } from './exchange-calendar.ts';
import { periodUnit } from './periods.ts';

/** Bars that are missing one after the other. */
export interface Hole {
  /** The bars on either side. */
  readonly after: EpochMs;
  readonly before: EpochMs;
  /** Sessions between them; for weeks and longer, bars. */
  readonly missing: number;
}

const dayMs = 86_400_000;
const daysOf = { day: 1, week: 7, month: 30.4375, quarter: 91.3125 };
/** A week of trading. Where holidays are not known, the longest of them, such as the New Year of China, count as sessions. */
const leastSessions = { known: 5, unknown: 10 };
const leastBars = 3;

/** Gaps much longer than the interval, the longest first. What the calendar closes, such as September 2001, is none. */
export function holesIn(calendar: ExchangeCalendar, interval: Interval, ts: Float64Array): Hole[] {
  const unit = periodUnit(interval);
  const isDaily = isIntraday(interval) || unit === 'day';
  const sessions = calendar.known === null ? leastSessions.unknown : leastSessions.known;
  const least = isDaily ? sessions : leastBars;
  const step = daysOf[unit] * dayMs;
  const found: Hole[] = [];
  for (let at = 1; at < ts.length; at += 1) {
    const [after, before] = [ts[at - 1] ?? 0, ts[at] ?? 0] as [EpochMs, EpochMs];
    if (before - after <= least * step) continue;
    const between = { from: addDays(dayAt(after), 1), to: dayAt(before) };
    const missing = isDaily ? calendar.countSessions(between) : Math.round((before - after) / step) - 1;
    if (missing >= least) found.push({ after, before, missing });
  }
  return found.sort((one, other) => other.missing - one.missing);
}
