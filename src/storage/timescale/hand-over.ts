import type pg from 'pg';
import { legacySource } from './target-tables.ts';

const dated = ['ts_price_history', 'ts_dividends', 'ts_splits', 'ts_options_calls', 'ts_options_puts'];

/** Who else has rows of `stocks.symbol`: null where nobody has. */
const anyOther = `coalesce(${[...dated, 'stock_info']
  .map(
    (table) =>
      `(SELECT min(source) FROM (SELECT source FROM ${table}
        WHERE symbol = stocks.symbol AND source <> '${legacySource}' LIMIT 1) AS one)`,
  )
  .join(', ')})`;

/**
 * Hands instruments that the older application no longer has over to who else has rows of them, within the caller's
 * transaction: without an instrument nobody would find those rows.
 * @param known symbols that it has
 * @param symbol the one that is looked at; null: all
 */
export async function handOverInstruments(
  client: pg.PoolClient,
  known: readonly string[],
  symbol: string | null,
): Promise<void> {
  await client.query(
    `UPDATE stocks SET source = ${anyOther} WHERE source = '${legacySource}' AND symbol <> ALL ($1::text[])
       AND ($2::text IS NULL OR symbol = $2) AND ${anyOther} IS NOT NULL`,
    [known, symbol],
  );
}
