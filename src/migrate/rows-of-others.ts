import type pg from 'pg';
import type { AdjustmentBasis } from '../domain/bar.ts';
import type { Interval } from '../domain/interval.ts';
import type { TickerSymbol } from '../domain/nominal.ts';

/** What a store has of a symbol that did not come from the older application: keys of answers. */
export interface RowsOfOthers {
  /** Symbols that others brought, or whose row they have changed. */
  symbols(): Promise<ReadonlySet<string>>;
  /** Times in milliseconds, and what the remaining bars are adjusted for. */
  bars(symbol: TickerSymbol, interval: Interval): Promise<OtherBars>;
  /** Times in microseconds. */
  actions(symbol: TickerSymbol, kind: 'dividend' | 'split'): Promise<ReadonlySet<number>>;
  /** Contracts whose latest quote came from others. */
  contracts(symbol: TickerSymbol, right: 'call' | 'put'): Promise<ReadonlySet<string>>;
  hasInfo(symbol: TickerSymbol): Promise<boolean>;
}

export interface OtherBars {
  readonly times: ReadonlySet<number>;
  readonly bases: readonly AdjustmentBasis[];
}

const actionTables = { dividend: 'ts_dividends', split: 'ts_splits' } as const;
const optionTables = { call: 'ts_options_calls', put: 'ts_options_puts' } as const;

/** Those of TimescaleDB, where each row says whose it is. */
export class StoredByOthers implements RowsOfOthers {
  readonly #pool: pg.Pool;

  constructor(pool: pg.Pool) {
    this.#pool = pool;
  }

  async symbols(): Promise<Set<string>> {
    return new Set(await this.#column<string>(`SELECT symbol AS key FROM stocks WHERE source <> 'legacy'`));
  }

  async bars(symbol: TickerSymbol, interval: Interval): Promise<OtherBars> {
    const ofSeries = 'FROM ts_price_history WHERE symbol = $1 AND interval = $2 AND source';
    const times = await this.#column<number>(
      `SELECT (extract(epoch FROM ts) * 1000)::float8 AS key ${ofSeries} <> 'legacy'`,
      [symbol, interval],
    );
    const bases = await this.#column<AdjustmentBasis>(`SELECT DISTINCT basis AS key ${ofSeries} = 'legacy'`, [
      symbol,
      interval,
    ]);
    return { times: new Set(times), bases };
  }

  async actions(symbol: TickerSymbol, kind: 'dividend' | 'split'): Promise<Set<number>> {
    const times = await this.#column<number>(
      `SELECT (extract(epoch FROM ts) * 1000000)::float8 AS key FROM ${actionTables[kind]} WHERE symbol = $1 AND source <> 'legacy'`,
      [symbol],
    );
    return new Set(times);
  }

  async contracts(symbol: TickerSymbol, right: 'call' | 'put'): Promise<Set<string>> {
    const contracts = await this.#column<string>(
      `SELECT contract AS key FROM (
         SELECT DISTINCT ON (contract) contract, source FROM ${optionTables[right]} WHERE symbol = $1 ORDER BY contract, ts DESC
       ) AS latest WHERE source <> 'legacy'`,
      [symbol],
    );
    return new Set(contracts);
  }

  async hasInfo(symbol: TickerSymbol): Promise<boolean> {
    const some = await this.#column(
      `SELECT 1 AS key FROM stock_info WHERE symbol = $1 AND source <> 'legacy'`,
      [symbol],
    );
    return some.length > 0;
  }

  async #column<Key>(text: string, values: readonly unknown[] = []): Promise<Key[]> {
    const { rows } = await this.#pool.query<{ key: Key }>(text, [...values]);
    return rows.map(({ key }) => key);
  }
}
