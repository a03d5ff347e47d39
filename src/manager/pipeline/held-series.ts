import type pg from 'pg';
import { addDays, dayAt } from '../../domain/day.ts';
import type { DayRange } from '../../domain/day-ranges.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { type EpochMs, isTickerSymbol, type TickerSymbol } from '../../domain/nominal.ts';
import { unknownSymbol } from '../unknown-symbol.ts';
import type { Pipeline } from './pipeline.ts';

/** A symbol and interval that has bars, and the days from its first bar to tomorrow. */
export interface HeldSeries {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly range: DayRange;
}

/** Which series are meant; null stands for all. */
export interface SeriesWish {
  readonly symbols: readonly TickerSymbol[] | null;
  readonly interval: Interval | null;
}

/** Every instrument that is known, in the order of the names. */
export const knownSymbols = ({ database }: Pipeline): Promise<TickerSymbol[]> => namesIn(database.pool);

async function namesIn(pool: pg.Pool): Promise<TickerSymbol[]> {
  const { rows } = await pool.query<{ symbol: string }>(
    'SELECT symbol FROM stocks ORDER BY symbol COLLATE "C"',
  );
  return rows.map(({ symbol }) => symbol).filter(isTickerSymbol);
}

/**
 * The series that are meant and have bars, in the order of the names.
 * @throws StockulaError NOT_FOUND for a symbol that is not in the database, NO_DATA for one without such bars
 */
export async function heldSeries(
  pool: pg.Pool,
  now: EpochMs,
  { symbols, interval }: SeriesWish,
): Promise<HeldSeries[]> {
  const held = await seriesOf(pool, now, symbols);
  const meant = held.filter((one) => interval === null || one.interval === interval);
  const lacking = symbols?.find((symbol) => !meant.some((one) => one.symbol === symbol));
  if (lacking === undefined) return meant;
  const known = await namesIn(pool);
  if (!known.includes(lacking)) throw unknownSymbol(lacking, known);
  const others = held.filter(({ symbol }) => symbol === lacking).map((one) => one.interval);
  throw new StockulaError('NO_DATA', {
    expected: `bars of ${lacking}${interval === null ? '' : ` with interval ${interval}`}`,
    got: others.length === 0 ? 'none' : `only bars of ${others.join(', ')}`,
    remedy: `For example: stockula etl fetch ${lacking}${interval === null ? '' : ` --interval ${interval}`}`,
  });
}

/** The series of symbols that have bars, in the order of the names. @param symbols null: of all */
export async function seriesOf(
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
