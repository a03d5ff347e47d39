import type pg from 'pg';
import type { TickerSymbol } from '../../../domain/nominal.ts';
import type { FetchedCompany } from '../../../domain/source.ts';
import { fieldText } from '../field-text.ts';

/** Makes a symbol an instrument, without saying more of it than is known. */
export async function storeInstrument(
  client: pg.PoolClient,
  symbol: TickerSymbol,
  known: { readonly exchange: string | null; readonly currency: string | null },
): Promise<void> {
  await client.query(
    `INSERT INTO stocks AS t (symbol, exchange, currency) VALUES ($1, $2, $3)
     ON CONFLICT (symbol) DO UPDATE SET exchange = coalesce(excluded.exchange, t.exchange),
       currency = coalesce(excluded.currency, t.currency)
     WHERE (coalesce(excluded.exchange, t.exchange), coalesce(excluded.currency, t.currency))
       IS DISTINCT FROM (t.exchange, t.currency)`,
    [symbol, known.exchange, known.currency],
  );
}

/** Stores company data, within the caller's transaction. What the source does not state stays as it was. */
export async function storeCompany(
  client: pg.PoolClient,
  symbol: TickerSymbol,
  { origin, name, sector, industry, marketCap, json }: FetchedCompany,
): Promise<void> {
  const at = fieldText('timestamptz', origin.fetchedAt);
  const values = [name, sector, industry, marketCap, origin.exchange, origin.currency];
  await client.query(
    `INSERT INTO stocks AS t (symbol, name, sector, industry, market_cap, exchange, currency, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
     ON CONFLICT (symbol) DO UPDATE SET name = coalesce(excluded.name, t.name), sector = coalesce(excluded.sector, t.sector),
       industry = coalesce(excluded.industry, t.industry), market_cap = coalesce(excluded.market_cap, t.market_cap),
       exchange = coalesce(excluded.exchange, t.exchange), currency = coalesce(excluded.currency, t.currency),
       updated_at = excluded.updated_at`,
    [symbol, ...values, at],
  );
  await client.query(
    `INSERT INTO stock_info AS t (symbol, info, created_at, updated_at) VALUES ($1, $2::jsonb, $3, $3)
     ON CONFLICT (symbol) DO UPDATE SET info = excluded.info, original = NULL, updated_at = excluded.updated_at`,
    [symbol, json, at],
  );
}
