import type pg from 'pg';
import type { Before, OptionQuote } from '../../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../../domain/nominal.ts';
import { type QuoteRow, quoteColumns, quoteOf } from '../option-chain.ts';

/** Moments at which contracts of a symbol were quoted, the newest first. */
export async function readSnapshots(
  pool: pg.Pool,
  symbol: TickerSymbol,
  { before, limit }: Before,
): Promise<EpochMs[]> {
  const times = (table: string): string =>
    `SELECT DISTINCT ts FROM ${table} WHERE symbol = $1 AND ts < coalesce(to_timestamp($2::float8 / 1000), 'infinity')`;
  const { rows } = await pool.query<{ ts: EpochMs }>(
    `SELECT (extract(epoch FROM ts) * 1000)::float8 AS ts
     FROM (${times('ts_options_calls')} UNION ${times('ts_options_puts')}) AS quoted ORDER BY quoted.ts DESC LIMIT $3`,
    [symbol, before ?? null, limit],
  );
  return rows.map(({ ts }) => ts);
}

/** Quotes of a contract before a time, the newest first. */
export async function readContract(
  pool: pg.Pool,
  contract: string,
  { before, limit }: Before,
): Promise<OptionQuote[]> {
  const quotes = (table: string): string => `
    SELECT ${quoteColumns} FROM ${table}
    WHERE contract = $1 AND ts < coalesce(to_timestamp($2::float8 / 1000), 'infinity')`;
  const { rows } = await pool.query<QuoteRow>(
    `SELECT * FROM (${quotes('ts_options_calls')} UNION ALL ${quotes('ts_options_puts')}) AS quoted ORDER BY ts DESC LIMIT $3`,
    [contract, before ?? null, limit],
  );
  return rows.map(quoteOf);
}
