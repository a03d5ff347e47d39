import type pg from 'pg';
import type { Dividend, Split, TimeRange } from '../../domain/market-store.ts';
import type { EpochMicros, TickerSymbol } from '../../domain/nominal.ts';

function actionsQuery(table: 'ts_dividends' | 'ts_splits', columns: string): string {
  return `
    SELECT (extract(epoch FROM ts) * 1000000)::float8 AS ts, ${columns}
    FROM ${table}
    WHERE symbol = $1
      AND ts >= coalesce(to_timestamp($2::float8 / 1000), '-infinity') AND ts <= coalesce(to_timestamp($3::float8 / 1000), 'infinity')
    ORDER BY ts`;
}

const dividendsQuery = actionsQuery('ts_dividends', 'amount, basis, currency');
const splitsQuery = actionsQuery('ts_splits', 'ratio');

async function readActions<Row extends { readonly ts: EpochMicros }>(
  pool: pg.Pool,
  query: string,
  symbol: TickerSymbol,
  { from, to }: TimeRange,
): Promise<Row[]> {
  return (await pool.query<Row>(query, [symbol, from ?? null, to ?? null])).rows;
}

export async function readDividends(
  pool: pg.Pool,
  symbol: TickerSymbol,
  range: TimeRange,
): Promise<Dividend[]> {
  const rows = await readActions<Omit<Dividend, 'symbol'>>(pool, dividendsQuery, symbol, range);
  return rows.map((row) => ({ symbol, ...row }));
}

export async function readSplits(pool: pg.Pool, symbol: TickerSymbol, range: TimeRange): Promise<Split[]> {
  const rows = await readActions<Omit<Split, 'symbol'>>(pool, splitsQuery, symbol, range);
  return rows.map((row) => ({ symbol, ...row }));
}
