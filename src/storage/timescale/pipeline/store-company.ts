import type pg from 'pg';
import type { TickerSymbol } from '../../../domain/nominal.ts';
import type { FetchedCompany } from '../../../domain/source.ts';
import { fieldText } from '../field-text.ts';

/** What is known of an instrument, without saying more than that. */
export interface Instrument {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
  readonly currency: string | null;
  /** Who says so. */
  readonly source: string;
}

/**
 * Makes symbols instruments, within the caller's transaction. What is not known stays as it was. A row that is changed
 * is its source's from then on: no migration overwrites it.
 */
export async function storeInstruments(
  client: pg.PoolClient,
  instruments: readonly Instrument[],
): Promise<void> {
  await client.query(
    `INSERT INTO stocks AS t (symbol, exchange, currency, source)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
     ON CONFLICT (symbol) DO UPDATE SET exchange = coalesce(excluded.exchange, t.exchange),
       currency = coalesce(excluded.currency, t.currency), source = excluded.source
     WHERE (coalesce(excluded.exchange, t.exchange), coalesce(excluded.currency, t.currency))
       IS DISTINCT FROM (t.exchange, t.currency)`,
    [
      instruments.map(({ symbol }) => symbol),
      instruments.map(({ exchange }) => exchange),
      instruments.map(({ currency }) => currency),
      instruments.map(({ source }) => source),
    ],
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
    `INSERT INTO stocks AS t (symbol, name, sector, industry, market_cap, exchange, currency, created_at, updated_at, source)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)
     ON CONFLICT (symbol) DO UPDATE SET name = coalesce(excluded.name, t.name), sector = coalesce(excluded.sector, t.sector),
       industry = coalesce(excluded.industry, t.industry), market_cap = coalesce(excluded.market_cap, t.market_cap),
       exchange = coalesce(excluded.exchange, t.exchange), currency = coalesce(excluded.currency, t.currency),
       updated_at = excluded.updated_at, source = excluded.source`,
    [symbol, ...values, at, origin.source],
  );
  await client.query(
    `INSERT INTO stock_info AS t (symbol, info, created_at, updated_at, source) VALUES ($1, $2::jsonb, $3, $3, $4)
     ON CONFLICT (symbol) DO UPDATE SET info = excluded.info, original = NULL, updated_at = excluded.updated_at,
       source = excluded.source`,
    [symbol, json, at, origin.source],
  );
}
