import type * as z from 'zod';
import type { optionQuote } from '../../contract/options.ts';
import type { OptionQuote } from '../../domain/market-store.ts';
import { dateJson, timeJson } from './instrument-json.ts';

/** One contract as routes answer it. */
export function optionJson(quote: OptionQuote): z.output<typeof optionQuote> {
  const { contract, expiration, strike, lastPrice, bid, ask, impliedVolatility, inTheMoney } = quote;
  return {
    contract,
    expiration: dateJson(expiration / 1_000),
    strike,
    last: lastPrice,
    bid,
    ask,
    volume: numberOf(quote.volume),
    openInterest: numberOf(quote.openInterest),
    impliedVolatility,
    inTheMoney,
    quotedAt: timeJson(quote.ts / 1_000),
  };
}

function numberOf(count: bigint | null): number | null {
  return count === null ? null : Number(count);
}
