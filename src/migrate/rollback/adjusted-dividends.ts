import type pg from 'pg';
import { type SplitOn, sharesSince } from '../../domain/adjustment.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';
import type { DividendRecord } from '../../domain/records.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';
import { readCalendar } from '../../storage/timescale/read-calendar.ts';
import { dividendTable } from '../../storage/timescale/target-tables.ts';
import { type AdjustedRows, adjustedAsOf, inYears, type Years } from './adjusted-rows.ts';

interface DividendRow {
  readonly ts: number;
  readonly amount: number;
  readonly fetchedAt: number | null;
}

/** Dividends per share of their ex-date, divided by the splits since: so Yahoo tells them, and the file has them. */
export class AdjustedDividends implements AdjustedRows {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async *all(): AsyncGenerator<StoredRow[]> {
    const { rows } = await this.#pool.query<Years & { symbol: string }>(
      `SELECT symbol, date_part('year', min(ts) AT TIME ZONE 'UTC')::int AS first,
         date_part('year', max(ts) AT TIME ZONE 'UTC')::int AS last
       FROM ts_dividends WHERE basis = 'raw' GROUP BY symbol ORDER BY symbol`,
    );
    for (const { symbol, ...years } of rows) yield await this.#rows(symbol, years);
  }

  ofSymbol(symbol: string, year: number): Promise<StoredRow[]> {
    return this.#rows(symbol, { first: year, last: year });
  }

  async #rows(symbol: string, { first, last }: Years): Promise<StoredRow[]> {
    const { rows } = await this.#pool.query<DividendRow>(
      `SELECT (extract(epoch FROM ts) * 1000000)::float8 AS ts, amount,
         (extract(epoch FROM fetched_at) * 1000000)::float8 AS "fetchedAt"
       FROM ts_dividends WHERE symbol = $1 AND basis = 'raw' AND ${inYears('$2', '$3')} ORDER BY ts_dividends.ts`,
      [symbol, first, last + 1],
    );
    if (rows.length === 0) return [];
    const { rows: splits } = await this.#pool.query<SplitOn>(
      'SELECT (extract(epoch FROM ts) * 1000)::float8 AS ts, ratio FROM ts_splits WHERE symbol = $1',
      [symbol],
    );
    const asOf = adjustedAsOf(splits, await readCalendar(this.#pool, symbol as TickerSymbol));
    return rows.map(({ ts, amount, fetchedAt }) => {
      const time = asOf(fetchedAt);
      const dividend: DividendRecord = {
        ...{ symbol: symbol as TickerSymbol, ts: ts as EpochMicros, createdAt: time, updatedAt: time },
        amount: amount / sharesSince(splits, ts / 1000),
      };
      return dividendTable.columns.map(({ of }) => of(dividend));
    });
  }
}
