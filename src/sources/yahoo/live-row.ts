import type { Interval } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';

/** A row of a chart with its session date (at 00:00 UTC). */
export interface ChartRow {
  readonly at: EpochMs;
  readonly date: EpochMs;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly adjClose: number | null;
  readonly volume: number | null;
}

const dayMs = 86_400_000;

const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth();
// 1970-01-05 was a Monday.
const mondayOf = (date: EpochMs) => (Math.floor((date / dayMs - 4) / 7) * 7 + 4) * dayMs;

/** Whether a day belongs to the period that begins on another, for intervals whose running day is a row of its own. */
const belongs: Partial<Record<Interval, (day: EpochMs, start: EpochMs) => boolean>> = {
  '1d': (day, start) => day === start,
  '1wk': (day, start) => mondayOf(day) === mondayOf(start),
  '1mo': (day, start) => monthOf(new Date(day)) === monthOf(new Date(start)),
  '3mo': (day, start) => monthOf(new Date(day)) - monthOf(new Date(start)) < 3,
};

/** Where a period begins that so far consists of the running day. */
function startOf(interval: Interval, day: EpochMs): EpochMs {
  if (interval === '1wk') return mondayOf(day) as EpochMs;
  return interval === '1d' ? day : (new Date(day).setUTCDate(1) as EpochMs);
}

function extreme(pick: (...values: number[]) => number, a: number | null, b: number | null): number | null {
  const known = [a, b].filter((value) => value !== null);
  return known.length === 0 ? null : pick(...known);
}

/** The running day taken into the week, month or quarter before it. */
function joined(period: ChartRow, live: ChartRow): ChartRow {
  return {
    ...period,
    open: period.open ?? live.open,
    high: extreme(Math.max, period.high, live.high),
    low: extreme(Math.min, period.low, live.low),
    close: live.close,
    adjClose: live.adjClose,
    volume: period.volume === null && live.volume === null ? null : (period.volume ?? 0) + (live.volume ?? 0),
  };
}

/**
 * While a session runs, Yahoo gives the running day as a last row, at the time of the last trade, beside the row of
 * the day, week, month or quarter that it belongs to. There it is put: a day's row it replaces.
 */
export function withoutLiveRow(
  interval: Interval,
  rows: readonly ChartRow[],
  lastTradeAt: EpochMs,
): readonly ChartRow[] {
  const belongsTo = belongs[interval];
  const live = rows.at(-1);
  if (belongsTo === undefined || live === undefined || live.at !== lastTradeAt) return rows;
  const before = rows.at(-2);
  if (before === undefined || !belongsTo(live.date, before.date)) {
    return [...rows.slice(0, -1), { ...live, date: startOf(interval, live.date) }];
  }
  return [...rows.slice(0, -2), interval === '1d' ? live : joined(before, live)];
}
