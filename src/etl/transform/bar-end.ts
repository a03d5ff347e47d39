import { type Interval, intervals, isIntraday } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';

const dayMs = 86_400_000;
const monthsOf: Readonly<Partial<Record<Interval, number>>> = { '1mo': 1, '3mo': 3 };

/**
 * When a bar is complete: at the close of its last session, or, where the hours of the exchange are not known, when
 * its last day is over everywhere.
 */
export function barEnd(start: EpochMs, interval: Interval, calendar: SessionCalendar | null): EpochMs {
  if (isIntraday(interval)) {
    const end = (start + intervals[interval]) as EpochMs;
    const close = calendar?.sessionOn(calendar.dayOf(start))?.close;
    // The last bar of a session is cut off by its end.
    return close !== undefined && start < close && close < end ? close : end;
  }
  const next = nextPeriod(start, interval);
  return lastClose(start, next, calendar) ?? ((next + dayMs / 2) as EpochMs);
}

/** The close of the last session before a day; null where there was none or the calendar is not known. */
function lastClose(first: EpochMs, next: EpochMs, calendar: SessionCalendar | null): EpochMs | null {
  if (calendar === null) return null;
  for (let day = next - dayMs; day >= first; day -= dayMs) {
    const session = calendar.sessionOn(day as EpochMs);
    if (session) return session.close;
  }
  return null;
}

function nextPeriod(start: EpochMs, interval: Interval): EpochMs {
  const months = monthsOf[interval];
  if (months === undefined) return (start + intervals[interval]) as EpochMs;
  const date = new Date(start);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, date.getUTCDate()) as EpochMs;
}
