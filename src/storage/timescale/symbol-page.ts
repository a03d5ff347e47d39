import type pg from 'pg';
import type { TickerSymbol } from '../../domain/nominal.ts';

export interface SymbolPageWish {
  /** Null: all. */
  readonly symbols: readonly TickerSymbol[] | null;
  readonly exchange: string | null;
  /** The last symbol of the page before. */
  readonly after: string | null;
  readonly limit: number;
}

/** Instruments in the order of their symbols. */
export async function symbolPage(
  client: Pick<pg.Pool, 'query'>,
  { symbols, exchange, after, limit }: SymbolPageWish,
): Promise<{ readonly symbol: TickerSymbol; readonly exchange: string | null }[]> {
  const { rows } = await client.query<{ symbol: TickerSymbol; exchange: string | null }>(
    `SELECT symbol, exchange FROM stocks
     WHERE ($1::text[] IS NULL OR symbol = ANY ($1)) AND ($2::text IS NULL OR exchange = $2)
       AND ($3::text IS NULL OR symbol COLLATE "C" > $3)
     ORDER BY symbol COLLATE "C" LIMIT $4`,
    [symbols, exchange, after, limit],
  );
  return rows;
}
