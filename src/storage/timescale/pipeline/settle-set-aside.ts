import type pg from 'pg';
import { intervalAliases } from '../../../domain/interval.ts';
import type { DividendRecord, SplitRecord } from '../../../domain/records.ts';
import type { EtlRun } from './etl-run.ts';
import { placeTimeOf, timeInPlace } from './quarantine-place.ts';

/** Which bar, dividend or split something is; microseconds. */
interface DeliveredKey {
  readonly symbol: string;
  /** The interval of a bar, or which action it is. */
  readonly kind: string;
  readonly ts: number;
}

/** What sets rows aside no longer: bars, or dividends and splits, that were sound. */
export interface Delivered {
  readonly symbols: ReadonlySet<string>;
  /** Made only where rows of these symbols are set aside. */
  readonly keys: () => readonly DeliveredKey[];
}

interface SetAside {
  readonly source: string;
  readonly source_table: 'bars' | 'actions';
  readonly place: string;
  readonly symbol: string;
  readonly original: Readonly<Record<string, unknown>>;
}

const keyOf = (symbol: string, kind: unknown, ts: unknown): string => `${symbol} ${kind} ${ts}`;

interface KeyOfBar {
  readonly symbol: string;
  readonly interval: string;
  readonly ts: number;
}

export const deliveredBars = (bars: readonly KeyOfBar[]): Delivered => ({
  symbols: new Set(bars.map(({ symbol }) => symbol)),
  keys: () => bars.map(({ symbol, interval, ts }) => ({ symbol, kind: interval, ts })),
});

type KeyOfAction = Pick<SplitRecord | DividendRecord, 'symbol' | 'ts'>;

export const deliveredActions = (
  splits: readonly KeyOfAction[],
  dividends: readonly KeyOfAction[],
): Delivered => ({
  symbols: new Set([...splits, ...dividends].map(({ symbol }) => symbol)),
  keys: () => [
    ...splits.map(({ symbol, ts }) => ({ symbol, kind: 'split', ts })),
    ...dividends.map(({ symbol, ts }) => ({ symbol, kind: 'dividend', ts })),
  ],
});

/**
 * Sets rows aside no longer for whose key something sound has come since, within the caller's transaction. What this
 * run itself sets aside stays, and so do the rows of migrations, which their verification counts.
 * @param run null where nothing can be set aside meanwhile
 */
export function settleSetAside(
  client: pg.PoolClient,
  run: Pick<EtlRun, 'id'> | null,
  delivered: Delivered,
): Promise<void> {
  return new SetAsideSettler(client, run).settle(delivered);
}

/** The same for what comes bit by bit: whether any row of a symbol is set aside is asked once, for most have none. */
export class SetAsideSettler {
  readonly #client: pg.PoolClient;
  readonly #runId: string | null;
  /** Whether any row of a symbol was set aside before. */
  readonly #known = new Map<string, boolean>();

  constructor(client: pg.PoolClient, run: Pick<EtlRun, 'id'> | null) {
    this.#client = client;
    this.#runId = run?.id ?? null;
  }

  async settle({ symbols, keys }: Delivered): Promise<void> {
    await this.#ask([...symbols].filter((symbol) => !this.#known.has(symbol)));
    const some = [...symbols].filter((symbol) => this.#known.get(symbol));
    if (some.length === 0) return;
    const wanted = new Set(some);
    const delivered = keys().filter(({ symbol }) => wanted.has(symbol));
    const rows = await this.#rowsOf(some, delivered);
    if (rows.length === 0) return;
    const sound = new Set(delivered.map(({ symbol, kind, ts }) => keyOf(symbol, kind, ts)));
    const settled = rows.filter(({ symbol, source_table, original }) => {
      const { interval, action, ts } = original;
      const kind = source_table === 'actions' ? action : (intervalAliases[String(interval)] ?? interval);
      return sound.has(keyOf(symbol, kind, ts));
    });
    await this.#delete(settled);
  }

  async #ask(symbols: readonly string[]): Promise<void> {
    if (symbols.length === 0) return;
    const { rows } = await this.#client.query<{ symbol: string }>(
      `SELECT DISTINCT symbol FROM quarantine
       WHERE etl_run_id IS NOT NULL AND etl_run_id IS DISTINCT FROM $1 AND symbol = ANY ($2)`,
      [this.#runId, symbols],
    );
    for (const symbol of symbols) this.#known.set(symbol, false);
    for (const { symbol } of rows) this.#known.set(symbol, true);
  }

  /** Those of the times that were delivered, by their place: it is much shorter than the row as it came. */
  async #rowsOf(symbols: readonly string[], delivered: readonly DeliveredKey[]): Promise<SetAside[]> {
    const { rows } = await this.#client.query<SetAside>(
      `SELECT source, source_table, place, symbol, original FROM quarantine
       WHERE etl_run_id IS NOT NULL AND etl_run_id IS DISTINCT FROM $1 AND symbol = ANY ($2)
         AND split_part(place, ' ', ${timeInPlace}) = ANY ($3)`,
      [this.#runId, symbols, [...new Set(delivered.map(({ ts }) => placeTimeOf(ts)))]],
    );
    return rows;
  }

  async #delete(settled: readonly SetAside[]): Promise<void> {
    if (settled.length === 0) return;
    await this.#client.query(
      `DELETE FROM quarantine AS row USING unnest($1::text[], $2::text[], $3::text[]) AS key (source, source_table, place)
       WHERE row.source = key.source AND row.source_table = key.source_table AND row.place = key.place`,
      [
        settled.map(({ source }) => source),
        settled.map(({ source_table }) => source_table),
        settled.map(({ place }) => place),
      ],
    );
  }
}
