import type { QuarantineRule } from '../../domain/bar-rule.ts';
import { type Interval, intervals, isIntraday } from '../../domain/interval.ts';
import type { EpochMicros, EpochMs } from '../../domain/nominal.ts';
import type { RawBar } from '../../domain/raw-bar.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';

/** Session dates east of Greenwich begin up to so long before 00:00 UTC of the same day. */
const aheadOfUtcMs = 14 * 3_600_000;
const dayMs = 86_400_000;
const earliestMs = Date.parse('1700-01-01');
/** Sessions open at whole quarters of an hour everywhere. */
const quarterMs = 15 * 60_000;

/** What is wrong with the start of a bar; times are whole microseconds. */
export function timeDefect(
  ts: RawBar['ts'],
  interval: Interval,
  now: EpochMicros,
  calendar: SessionCalendar | null,
): QuarantineRule | null {
  if (typeof ts !== 'number' || !Number.isFinite(ts) || ts / 1000 < earliestMs) return 'unreadable_time';
  const ms = ts / 1000;
  const ahead = isIntraday(interval) ? 0 : aheadOfUtcMs;
  if (ms > now / 1000 + ahead) return 'future_bar';
  return isAligned(ms, interval, calendar) ? null : 'misaligned_time';
}

/**
 * Daily and longer bars carry a date. Intraday bars begin at multiples of their interval, counted from the full hour
 * or from the opening; where that is not known, from any quarter of an hour.
 */
function isAligned(ms: number, interval: Interval, calendar: SessionCalendar | null): boolean {
  if (!isIntraday(interval)) return ms % dayMs === 0;
  const length = intervals[interval];
  if (ms % length === 0) return true;
  const session = calendar?.sessionOn(calendar.dayOf(ms as EpochMs));
  if (session) return (ms - session.open) % length === 0;
  return ms % Math.min(length, quarterMs) === 0;
}
