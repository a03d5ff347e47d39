import type * as z from 'zod';
import type { udfQuotes } from '../../contract/udf.ts';
import type { QuotedInstrument } from '../../manager/reference/market-reference.ts';

/** A line of a watchlist; an error where the symbol is not known, or has no price. */
export function quoteJson(
  name: string,
  quoted: QuotedInstrument | undefined,
): z.output<typeof udfQuotes>['d'][number] {
  if (quoted === undefined || quoted.lastClose === null) return { s: 'error', n: name, v: {} };
  const { symbol, exchange, lastClose, previousClose, change } = quoted;
  return {
    s: 'ok',
    n: name,
    v: {
      short_name: symbol,
      original_name: symbol,
      exchange: exchange ?? '',
      description: quoted.name ?? symbol,
      lp: lastClose,
      ...(previousClose !== null && { prev_close_price: previousClose, ch: lastClose - previousClose }),
      ...(change !== null && { chp: change * 100 }),
    },
  };
}
