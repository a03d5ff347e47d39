import type pg from 'pg';
import type { OptionChain, OptionQuote } from '../../domain/market-store.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { inChainOrder } from '../chain-order.ts';

/** pg gives 64-bit integers as text. */
export type QuoteRow = Omit<OptionQuote, 'volume' | 'openInterest'> & {
  readonly volume: string | null;
  readonly openInterest: string | null;
};

export const quoteColumns = `contract, contract_derived AS "contractDerived",
      (extract(epoch FROM ts) * 1000000)::float8 AS ts, symbol,
      (expiration - DATE '1970-01-01')::float8 * 86400000000 AS expiration,
      strike, last_price AS "lastPrice", bid, ask, volume, open_interest AS "openInterest",
      implied_volatility AS "impliedVolatility", in_the_money AS "inTheMoney"`;

/** Snapshots accumulate: of each contract the latest that is not after $2. */
function chainQuery(table: 'ts_options_calls' | 'ts_options_puts'): string {
  return `
    SELECT DISTINCT ON (contract) ${quoteColumns}
    FROM ${table}
    WHERE symbol = $1 AND ts <= coalesce(to_timestamp($2::float8 / 1000), 'infinity')
    ORDER BY contract, ts DESC`;
}

const callsQuery = chainQuery('ts_options_calls');
const putsQuery = chainQuery('ts_options_puts');

export function quoteOf({ volume, openInterest, ...row }: QuoteRow): OptionQuote {
  return {
    ...row,
    volume: volume === null ? null : BigInt(volume),
    openInterest: openInterest === null ? null : BigInt(openInterest),
  };
}

export async function readOptionChain(
  pool: pg.Pool,
  symbol: TickerSymbol,
  asOf: EpochMs | undefined,
): Promise<OptionChain> {
  const read = async (query: string): Promise<OptionQuote[]> => {
    const { rows } = await pool.query<QuoteRow>(query, [symbol, asOf ?? null]);
    return inChainOrder(rows.map(quoteOf));
  };
  return { calls: await read(callsQuery), puts: await read(putsQuery) };
}
