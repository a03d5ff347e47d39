import type { OptionQuote } from '../domain/market-store.ts';

/** Sorts quotes in place as an option chain is read: by expiration, strike, contract. */
export function inChainOrder(quotes: OptionQuote[]): OptionQuote[] {
  return quotes.sort(
    (one, other) =>
      one.expiration - other.expiration ||
      one.strike - other.strike ||
      (one.contract < other.contract ? -1 : 1),
  );
}
