import type pg from 'pg';
import { intervalAliases } from '../../../domain/interval.ts';
import type { DividendRecord, SplitRecord } from '../../../domain/records.ts';
import type { EtlRun } from './etl-run.ts';

/** What sets rows aside no longer: bars, or dividends and splits, that were sound. */
export interface Delivered {
  readonly symbols: ReadonlySet<string>;
  /** Made only where rows of these symbols are set aside. */
  readonly keys: () => ReadonlySet<string>;
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
  keys: () => new Set(bars.map(({ symbol, interval, ts }) => keyOf(symbol, interval, ts))),
});

type KeyOfAction = Pick<SplitRecord | DividendRecord, 'symbol' | 'ts'>;

export const deliveredActions = (
  splits: readonly KeyOfAction[],
  dividends: readonly KeyOfAction[],
): Delivered => ({
  symbols: new Set([...splits, ...dividends].map(({ symbol }) => symbol)),
  keys: () =>
    new Set([
      ...splits.map(({ symbol, ts }) => keyOf(symbol, 'split', ts)),
      ...dividends.map(({ symbol, ts }) => keyOf(symbol, 'dividend', ts)),
    ]),
});

/**
 * Sets rows aside no longer for whose key something sound has come since, within the caller's transaction. What this
 * run itself sets aside stays, and so do the rows of migrations, which their verification counts.
 * @param run null where nothing can be set aside meanwhile
 */
export async function settleSetAside(
  client: pg.PoolClient,
  run: Pick<EtlRun, 'id'> | null,
  { symbols, keys }: Delivered,
): Promise<void> {
  if (symbols.size === 0) return;
  const { rows } = await client.query<SetAside>(
    `SELECT source, source_table, place, symbol, original FROM quarantine
     WHERE etl_run_id IS NOT NULL AND etl_run_id IS DISTINCT FROM $1 AND symbol = ANY ($2)`,
    [run?.id ?? null, [...symbols]],
  );
  if (rows.length === 0) return;
  const delivered = keys();
  const settled = rows.filter(({ symbol, source_table, original }) => {
    const { interval, action, ts } = original;
    const kind = source_table === 'actions' ? action : (intervalAliases[String(interval)] ?? interval);
    return delivered.has(keyOf(symbol, kind, ts));
  });
  if (settled.length === 0) return;
  await client.query(
    `DELETE FROM quarantine AS row USING unnest($1::text[], $2::text[], $3::text[]) AS key (source, source_table, place)
     WHERE row.source = key.source AND row.source_table = key.source_table AND row.place = key.place`,
    [
      settled.map(({ source }) => source),
      settled.map(({ source_table }) => source_table),
      settled.map(({ place }) => place),
    ],
  );
}
