import type pg from 'pg';
import type { SplitRecord, StatedDividend } from '../../../domain/records.ts';
import { fieldText } from '../field-text.ts';
import { saidEarlier } from './said-earlier.ts';

/** Where corporate actions come from. */
export interface ActionSource {
  readonly source: string;
  /** Of dividends; null where the source does not say. */
  readonly currency: string | null;
  /** Whether actions of other sources are replaced. */
  readonly replace: boolean;
}

const isNoOlder = `${saidEarlier('excluded', 't')} IS NOT TRUE`;

/**
 * Stores splits, within the caller's transaction. One of the same source with another ratio is corrected, unless that
 * said so earlier; one of another source stays, unless it is to be replaced.
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
     WHERE t.ratio <> excluded.ratio AND ((t.source = excluded.source AND ${isNoOlder}) OR $6)`,
    [...keysOf(splits), splits.map(({ ratio }) => ratio), fetchTimesOf(splits), source, replace],
  );
  return rowCount ?? 0;
}

/**
 * Stores dividends by the same rules as splits. Of what such an amount is adjusted for, the time of the fetch is a part:
 * where replacing was asked for, another time is another dividend.
 */
export async function storeDividends(
  client: pg.PoolClient,
  dividends: readonly StatedDividend[],
  { source, currency, replace }: ActionSource,
): Promise<number> {
  if (dividends.length === 0) return 0;
  const { rowCount } = await client.query(
    `INSERT INTO ts_dividends AS t (symbol, ts, amount, fetched_at, source, currency, basis)
     SELECT symbol, ts, amount, fetched_at, $5, $6::text, basis
     FROM unnest($1::text[], $2::timestamptz[], $3::float8[], $4::timestamptz[], $8::text[])
       AS d (symbol, ts, amount, fetched_at, basis)
     ON CONFLICT (symbol, ts) DO UPDATE SET amount = excluded.amount, fetched_at = excluded.fetched_at,
       source = excluded.source, currency = excluded.currency, basis = excluded.basis
     WHERE ((t.amount, t.basis, t.currency) IS DISTINCT FROM (excluded.amount, excluded.basis, excluded.currency)
         AND ((t.source = excluded.source AND ${isNoOlder}) OR $7))
       OR ($7 AND t.basis = 'split' AND t.fetched_at IS DISTINCT FROM excluded.fetched_at)`,
    [
      ...keysOf(dividends),
      dividends.map(({ amount }) => amount),
      fetchTimesOf(dividends),
      source,
      currency,
      replace,
      dividends.map(({ basis }) => basis),
    ],
  );
  return rowCount ?? 0;
}

function keysOf(actions: readonly (SplitRecord | StatedDividend)[]): [string[], string[]] {
  return [actions.map(({ symbol }) => symbol), actions.map(({ ts }) => fieldText('timestamptz', ts))];
}

function fetchTimesOf(actions: readonly (SplitRecord | StatedDividend)[]): (string | null)[] {
  return actions.map(({ updatedAt }) => (updatedAt === null ? null : fieldText('timestamptz', updatedAt)));
}
