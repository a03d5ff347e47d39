import { addDays, dayAt, parseDay } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { Day, EpochMs } from '../../domain/nominal.ts';

const yearsOfDays = 5 * 365 + 1;

/** How far back bars of an interval are usually had: Yahoo keeps intraday bars for so long, with a margin. */
function usualDays(interval: Interval): number {
  if (!isIntraday(interval)) return yearsOfDays;
  if (interval === '1m') return 6;
  return interval === '1h' ? 700 : 55;
}

/**
 * The days that are meant where not all is said: up to tomorrow, since the session of a day begins before its date at
 * some exchanges, and from as far back as is usual.
 * @param configured dates as YYYY-MM-DD
 */
export function usualRange(
  interval: Interval,
  now: EpochMs,
  asked: { readonly from: Day | null; readonly to: Day | null },
  configured: { readonly start_date: string | null; readonly end_date: string | null },
): DayRange {
  const today = dayAt(now);
  const dayOr = (text: string | null, otherwise: Day): Day => (text === null ? otherwise : parseDay(text));
  const to = asked.to ?? dayOr(configured.end_date, addDays(today, 1));
  const from = asked.from ?? dayOr(configured.start_date, addDays(today, -usualDays(interval)));
  return { from, to: addDays(to, 1) };
}
