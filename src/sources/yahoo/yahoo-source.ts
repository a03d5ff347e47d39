import { type Interval, intervals, isInterval } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { Origin } from '../../domain/raw-bar.ts';
import {
  type BarRequest,
  type FetchedChain,
  type FetchedCompany,
  type FetchedQuote,
  type FetchedSeries,
  type MarketSource,
  SourceFailure,
} from '../../domain/source.ts';
import type { HttpClient } from '../http/http-client.ts';
import { fetchBars } from './fetch-bars.ts';
import { fetchCompany } from './fetch-company.ts';
import { fetchOptions } from './fetch-options.ts';
import { microsOf } from './parse-chart.ts';
import { quoteOf } from './parse-quote.ts';
import { YahooClient } from './yahoo-client.ts';

/**
 * Yahoo Finance. Prices and dividends are adjusted for all splits up to the fetch. `baseUrl` is the address of a
 * stand-in, or null for Yahoo itself.
 */
export class YahooSource implements MarketSource {
  readonly name = 'yahoo';
  readonly intervals: ReadonlySet<Interval> = new Set(Object.keys(intervals).filter(isInterval));
  readonly #http: HttpClient;
  readonly #client: YahooClient;
  readonly #address: string;

  constructor(http: HttpClient, baseUrl: string | null) {
    this.#http = http;
    this.#client = new YahooClient(http, baseUrl);
    this.#address = baseUrl ?? 'https://query2.finance.yahoo.com';
  }

  bars(request: BarRequest, signal: AbortSignal): Promise<FetchedSeries> {
    const { place } = this.#origin('v8/finance/chart', request.symbol);
    return fetchBars(request, signal, { client: this.#client, place, now: () => this.#http.now() });
  }

  optionChain(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedChain> {
    return fetchOptions(this.#client, symbol, signal, this.#origin('v7/finance/options', symbol));
  }

  quote(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedQuote> {
    return this.#client.ask(symbol, signal, async (library, options) => {
      const quote = await library.quote(symbol, {}, options);
      // The library leaves out what Yahoo marks as no longer traded.
      if (quote === undefined) throw new SourceFailure(this.name, 'unknown_symbol', 'no quote');
      return quoteOf(quote, this.#origin('v7/finance/quote', symbol));
    });
  }

  company(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedCompany> {
    return fetchCompany(this.#client, symbol, signal, this.#origin('v10/finance/quoteSummary', symbol));
  }

  #origin(path: string, symbol: TickerSymbol): Pick<Origin, 'place' | 'fetchedAt'> {
    return { place: `${this.#address}/${path}/${symbol}`, fetchedAt: microsOf(this.#http.now()) };
  }
}
