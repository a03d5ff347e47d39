import type pg from 'pg';
import { adjustSeries } from '../../domain/adjustment.ts';
import type { AdjustmentBasis, BarSeries } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { BarRange, StoredBars } from '../../domain/market-store.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import { readActionsWithCloses } from './actions-with-closes.ts';
import { readCalendar } from './read-calendar.ts';

interface BarRow {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  readonly basis: AdjustmentBasis;
  readonly fetchedAt: number | null;
}

// A limit takes the latest rows of those in descending order, whose arrays are filled from their end, or the earliest of
// those in ascending order. Sorted by the stored time: by the calculated one, which has its name here, no index would help.
const barsQuery = (order: 'ASC' | 'DESC'): string => `
  SELECT (extract(epoch FROM ts) * 1000)::float8 AS ts, open, high, low, close, volume::float8 AS volume, basis,
    (extract(epoch FROM fetched_at) * 1000)::float8 AS "fetchedAt"
  FROM ts_price_history
  WHERE symbol = $1 AND interval = $2
    AND ts >= coalesce(to_timestamp($3::float8 / 1000), '-infinity') AND ts <= coalesce(to_timestamp($4::float8 / 1000), 'infinity')
  ORDER BY ts_price_history.ts ${order}
  LIMIT $5`;

export async function readBars(
  pool: pg.Pool,
  symbol: TickerSymbol,
  interval: Interval,
  range: BarRange,
): Promise<StoredBars> {
  const isAscending = range.latest === undefined && range.earliest !== undefined;
  const { rows } = await pool.query<BarRow>(barsQuery(isAscending ? 'ASC' : 'DESC'), [
    symbol,
    interval,
    range.from ?? null,
    range.to ?? null,
    range.latest ?? range.earliest ?? null,
  ]);
  const rowAt = (index: number): BarRow => rows[isAscending ? index : rows.length - 1 - index] as BarRow;
  const column = (pick: (row: BarRow) => number): Float64Array =>
    Float64Array.from(rows, (_, index) => pick(rowAt(index)));
  const series: BarSeries = {
    symbol,
    interval,
    ts: column((row) => row.ts),
    open: column((row) => row.open),
    high: column((row) => row.high),
    low: column((row) => row.low),
    close: column((row) => row.close),
    volume: column((row) => row.volume ?? Number.NaN),
  };
  if (range.adjust === undefined) return { series, bases: [...new Set(rows.map(({ basis }) => basis))] };
  const stored = {
    basis: rows.map((_, index) => rowAt(index).basis),
    fetchedAt: column((row) => row.fetchedAt ?? Number.NaN),
  };
  const calendar = await readCalendar(pool, symbol);
  const actions = await readActionsWithCloses(pool, { symbol, interval, calendar }, range.adjust);
  return adjustSeries(series, stored, actions, range.adjust, (moment) => calendar.dateOf(moment));
}
