import type pg from 'pg';
import { addDays, dayAt } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import { type EpochMs, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import type { Pipeline } from './pipeline.ts';

/** A symbol and interval that has bars, and the days from its first bar to tomorrow. */
export interface HeldSeries {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly range: DayRange;
}

/** Every instrument that is known, in the order of the names. */
export async function knownSymbols({ database }: Pipeline): Promise<TickerSymbol[]> {
  const { rows } = await database.pool.query<{ symbol: string }>(
    'SELECT symbol FROM stocks ORDER BY symbol COLLATE "C"',
  );
  return rows.map(({ symbol }) => symbol).filter(isTickerSymbol);
}

/** What has bars, of some symbols or of all, in the order of the names. */
export async function heldSeries(
  pool: pg.Pool,
  now: EpochMs,
  symbols: readonly TickerSymbol[] | null,
): Promise<HeldSeries[]> {
  const { rows } = await pool.query<{ symbol: TickerSymbol; interval: Interval; first: number }>(
    `SELECT symbol, interval, (extract(epoch FROM min(ts)) * 1000)::float8 AS first FROM ts_price_history
     WHERE $1::text[] IS NULL OR symbol = ANY ($1) GROUP BY symbol, interval
     ORDER BY symbol COLLATE "C", interval COLLATE "C"`,
    [symbols],
  );
  const to = addDays(dayAt(now), 2);
  return rows.map(({ symbol, interval, first }) => ({ symbol, interval, range: { from: dayAt(first), to } }));
}
