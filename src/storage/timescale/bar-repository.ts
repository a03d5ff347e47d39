import type pg from 'pg';
import type { AdjustmentBasis, BarSeries } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';

/** Which bars: all by default, or from and to a time (both included), or only the latest so many. */
export interface BarRange {
  readonly from?: EpochMs | undefined;
  readonly to?: EpochMs | undefined;
  readonly latest?: number | undefined;
}

/** Bars and what their prices are adjusted for; more than one basis means a seam somewhere in the series. */
export interface StoredBars {
  readonly series: BarSeries;
  readonly bases: readonly AdjustmentBasis[];
}

interface BarRow {
  readonly ts: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  readonly basis: AdjustmentBasis;
}

// The newest rows first, so that a limit takes the latest; the arrays are filled from their end.
const barsQuery = `
  SELECT (extract(epoch FROM ts) * 1000)::float8 AS ts, open, high, low, close, volume::float8 AS volume, basis
  FROM ts_price_history
  WHERE symbol = $1 AND interval = $2
    AND ts >= coalesce(to_timestamp($3::float8 / 1000), '-infinity') AND ts <= coalesce(to_timestamp($4::float8 / 1000), 'infinity')
  ORDER BY ts DESC
  LIMIT $5`;

/** Reads bars and what is known of symbols. */
export class BarRepository {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async bars(symbol: TickerSymbol, interval: Interval, range: BarRange = {}): Promise<StoredBars> {
    const { rows } = await this.#pool.query<BarRow>(barsQuery, [
      symbol,
      interval,
      range.from ?? null,
      range.to ?? null,
      range.latest ?? null,
    ]);
    const column = (pick: (row: BarRow) => number): Float64Array =>
      Float64Array.from(rows, (_, index) => pick(rows[rows.length - 1 - index] as BarRow));
    return {
      series: {
        symbol,
        interval,
        ts: column((row) => row.ts),
        open: column((row) => row.open),
        high: column((row) => row.high),
        low: column((row) => row.low),
        close: column((row) => row.close),
        volume: column((row) => row.volume ?? Number.NaN),
      },
      bases: [...new Set(rows.map(({ basis }) => basis))],
    };
  }

  /** The instruments there are, in alphabetical order. */
  async symbols(): Promise<string[]> {
    const { rows } = await this.#pool.query<{ symbol: string }>('SELECT symbol FROM stocks ORDER BY symbol');
    return rows.map(({ symbol }) => symbol);
  }

  /** The intervals a symbol has bars of. */
  async intervalsOf(symbol: TickerSymbol): Promise<string[]> {
    const { rows } = await this.#pool.query<{ interval: string }>(
      'SELECT DISTINCT interval FROM ts_price_history WHERE symbol = $1 ORDER BY interval',
      [symbol],
    );
    return rows.map(({ interval }) => interval);
  }

  /** The symbol with the most bars of an interval, the first in the alphabet among equals; null if there are none. */
  async symbolWithMostBars(interval: Interval): Promise<string | null> {
    const { rows } = await this.#pool.query<{ symbol: string }>(
      'SELECT symbol FROM ts_price_history JOIN stocks USING (symbol) WHERE interval = $1 GROUP BY symbol ORDER BY count(*) DESC, symbol LIMIT 1',
      [interval],
    );
    return rows[0]?.symbol ?? null;
  }
}
