import type { Quote } from 'yahoo-finance2/modules/quote';
import type { Origin } from '../../domain/raw-bar.ts';
import type { FetchedQuote } from '../../domain/source.ts';
import { microsOf } from './parse-chart.ts';

/** What a quote says about itself. Its prices are those of now, of the shares there are now. */
export function quoteOrigin(quote: Quote, { place, fetchedAt }: Pick<Origin, 'place' | 'fetchedAt'>): Origin {
  const lastTradeAt = quote.regularMarketTime;
  return {
    source: 'yahoo',
    place,
    basis: 'raw',
    currency: quote.currency ?? null,
    exchange: quote.exchange,
    timeZone: quote.exchangeTimezoneName,
    decimals: quote.priceHint ?? null,
    fetchedAt,
    lastTradeAt: lastTradeAt === undefined ? null : microsOf(lastTradeAt.getTime()),
  };
}

/** The quote in our terms. */
export function quoteOf(quote: Quote, origin: Pick<Origin, 'place' | 'fetchedAt'>): FetchedQuote {
  return {
    origin: quoteOrigin(quote, origin),
    answered: quote.symbol,
    name: quote.longName ?? quote.shortName ?? null,
    price: quote.regularMarketPrice ?? null,
    previousClose: quote.regularMarketPreviousClose ?? null,
    bid: quote.bid ?? null,
    ask: quote.ask ?? null,
    volume: quote.regularMarketVolume ?? null,
    marketCap: quote.marketCap ?? null,
  };
}
