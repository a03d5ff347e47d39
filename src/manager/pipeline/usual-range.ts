import { addDays, dayAt, dayText, parseDay } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { StockulaError } from '../../domain/errors.ts';
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
 * some exchanges, and from as far back from the last one as is usual. Intraday bars are had from so many days before
 * today, whatever the last day is; only where that is earlier still, they are counted from it.
 * @param configured dates as YYYY-MM-DD
 * @throws StockulaError USAGE where the first day comes after the last one
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
  const usual = usualDays(interval);
  const hadFrom = addDays(today, -usual);
  const usualFrom = isIntraday(interval) && hadFrom <= to ? hadFrom : addDays(to, -usual);
  const from = asked.from ?? dayOr(configured.start_date, usualFrom);
  if (from > to) throw emptyRange(from, to, asked);
  return { from, to: addDays(to, 1) };
}

function emptyRange(
  from: Day,
  to: Day,
  asked: { readonly from: Day | null; readonly to: Day | null },
): Error {
  const first = `${dayText(from)}${asked.from === null ? ' (data.start_date)' : ''}`;
  const last = `${dayText(to)}${asked.to === null ? ' (data.end_date, or tomorrow)' : ''}`;
  return new StockulaError('USAGE', {
    expected: 'a first session that does not come after the last one',
    got: `${first} and ${last}`,
    remedy: 'Give both --from and --to.',
  });
}
