import type pg from 'pg';
import type { DividendRecord, SplitRecord } from '../../../domain/records.ts';
import { fieldText } from '../field-text.ts';

/** Where corporate actions come from. */
export interface ActionSource {
  readonly source: string;
  /** Of dividends; null where the source does not say. */
  readonly currency: string | null;
  /** Whether actions of other sources are replaced. */
  readonly replace: boolean;
}

/**
 * Stores splits, within the caller's transaction. One of the same source with another ratio is corrected, one of
 * another source stays, unless it is to be replaced.
 * @returns how many were new or corrected
 */
export async function storeSplits(
  client: pg.PoolClient,
  splits: readonly SplitRecord[],
  { source, replace }: ActionSource,
): Promise<number> {
  if (splits.length === 0) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO ts_splits AS t (symbol, ts, ratio, fetched_at, source)
     SELECT *, $5 FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::timestamptz[])
     ON CONFLICT (symbol, ts) DO UPDATE SET ratio = excluded.ratio, fetched_at = excluded.fetched_at, source = excluded.source
     WHERE t.ratio <> excluded.ratio AND (t.source = excluded.source OR $6)`,
    [...keysOf(splits), splits.map(({ ratio }) => ratio), fetchTimesOf(splits), source, replace],
  );
  return rowCount ?? 0;
}

/** Stores dividends per share of their ex-date, by the same rules as splits. */
export async function storeDividends(
  client: pg.PoolClient,
  dividends: readonly DividendRecord[],
  { source, currency, replace }: ActionSource,
): Promise<number> {
  if (dividends.length === 0) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO ts_dividends AS t (symbol, ts, amount, fetched_at, source, currency, basis)
     SELECT *, $5, $6::text, 'raw' FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::timestamptz[])
     ON CONFLICT (symbol, ts) DO UPDATE SET amount = excluded.amount, fetched_at = excluded.fetched_at,
       source = excluded.source, currency = excluded.currency, basis = excluded.basis
     WHERE (t.amount, t.basis, t.currency) IS DISTINCT FROM (excluded.amount, excluded.basis, excluded.currency)
       AND (t.source = excluded.source OR $7)`,
    [
      ...keysOf(dividends),
      dividends.map(({ amount }) => amount),
      fetchTimesOf(dividends),
      source,
      currency,
      replace,
    ],
  );
  return rowCount ?? 0;
}

function keysOf(actions: readonly (SplitRecord | DividendRecord)[]): [string[], string[]] {
  return [actions.map(({ symbol }) => symbol), actions.map(({ ts }) => fieldText('timestamptz', ts))];
}

function fetchTimesOf(actions: readonly (SplitRecord | DividendRecord)[]): (string | null)[] {
  return actions.map(({ updatedAt }) => (updatedAt === null ? null : fieldText('timestamptz', updatedAt)));
}
