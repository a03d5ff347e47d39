import type { SecretText } from '../../config/secret-text.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import {
  type BarRequest,
  type FetchedSeries,
  type MarketSource,
  SourceFailure,
} from '../../domain/source.ts';
import type { HttpClient } from '../http/http-client.ts';
import type { Question } from '../http/question.ts';
import { dateText } from '../read-text.ts';
import { type Batch, dailySeries, intradaySeries } from './parse-prices.ts';
import { checkNotice, rowsOf } from './rows.ts';

const dayMs = 86_400_000;

/**
 * How Tiingo calls the length of intraday bars, and for how many days they are asked for at once: so few that an
 * answer stays below 2,000 rows, beyond which Tiingo may cut it off.
 */
const frequencies: Partial<Record<Interval, readonly [name: string, days: number]>> = {
  '1m': ['1min', 7],
  '5m': ['5min', 30],
  '15m': ['15min', 100],
  '30m': ['30min', 200],
  '1h': ['1hour', 350],
};

/** Tiingo has US shares and funds, written as ours: BRK-B. */
const tickerPattern = /^[A-Z]{1,5}(-[A-Z]{1,2})?$/;

/** Daily bars as traded with adjusted closes, dividends and splits, and intraday bars of the exchange IEX. */
export class TiingoSource implements MarketSource {
  readonly name = 'tiingo';
  readonly intervals: ReadonlySet<Interval> = new Set<Interval>(['1d', '1m', '5m', '15m', '30m', '1h']);
  readonly #http: HttpClient;
  readonly #baseUrl: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(http: HttpClient, baseUrl: string, key: SecretText) {
    this.#http = http;
    this.#baseUrl = baseUrl;
    this.#headers = { authorization: `Token ${key.reveal()}`, accept: 'application/json' };
  }

  /** The answers do not say which symbol they are about. Intraday bars come without splits and dividends. */
  async bars(request: BarRequest, signal: AbortSignal): Promise<FetchedSeries> {
    const { symbol, interval } = request;
    if (!this.intervals.has(interval))
      throw new SourceFailure(this.name, 'unsupported', `bars of ${interval}`);
    if (!tickerPattern.test(symbol))
      throw new SourceFailure(this.name, 'unsupported', `${symbol} is no US share`);
    return this.#http.question(symbol, signal, (question) =>
      isIntraday(interval) ? this.#intraday(question, request) : this.#daily(question, request),
    );
  }

  /** Up to the present, for the splits and dividends since. */
  async #daily(question: Question, request: BarRequest): Promise<FetchedSeries> {
    const now = this.#http.now();
    const range = { startDate: dateText(request.from), endDate: dateText(now) };
    return dailySeries(request, await this.#prices(question, 'tiingo/daily', request.symbol, range));
  }

  async #intraday(question: Question, request: BarRequest): Promise<FetchedSeries> {
    const { symbol, interval, from, to } = request;
    const [resampleFreq, days] = frequencies[interval] ?? ['1hour', 1];
    const batches: Batch[] = [];
    for (let start: number = from; start <= to; start += days * dayMs) {
      const end = Math.min(start + (days - 1) * dayMs, to);
      const range = { startDate: dateText(start as typeof from), endDate: dateText(end as typeof to) };
      const query = { ...range, resampleFreq, columns: 'open,high,low,close,volume' };
      batches.push(await this.#prices(question, 'iex', symbol, query));
    }
    return intradaySeries(request, batches);
  }

  #prices(
    question: Question,
    path: string,
    symbol: TickerSymbol,
    query: Readonly<Record<string, string>>,
  ): Promise<Batch> {
    const url = new URL(`${this.#baseUrl}/${path}/${symbol}/prices`);
    url.search = new URLSearchParams(query).toString();
    return this.#http.ask(question, { url, headers: this.#headers }, (answer) => {
      checkNotice(answer);
      this.#http.expectSuccess(answer);
      return { rows: rowsOf(answer.body), place: answer.place, at: answer.at };
    });
  }
}
