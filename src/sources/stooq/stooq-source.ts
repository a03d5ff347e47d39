import type { Interval } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { RawBar } from '../../domain/raw-bar.ts';
import {
  type BarRequest,
  type FetchedSeries,
  type MarketSource,
  SourceFailure,
} from '../../domain/source.ts';
import { csvRows } from '../csv.ts';
import { type Answer, snippet } from '../http/answer.ts';
import type { HttpClient } from '../http/http-client.ts';
import { dateText, microsOfDate, numberOf } from '../read-text.ts';
import { stooqName } from './symbols.ts';

const dayMs = 86_400_000;

/** Stooq's notices, which come with status 200 in place of data. */
function refuseNotice(text: string, now: EpochMs): void {
  if (/daily hits limit|dzienny limit/i.test(text)) {
    const retryAfterMs = dayMs - (now % dayMs);
    throw new SourceFailure('stooq', 'budget', 'its daily limit of downloads is reached', { retryAfterMs });
  }
  if (/^\s*(no data|brak danych)/i.test(text)) {
    throw new SourceFailure('stooq', 'unknown_symbol', 'no data');
  }
  if (/^\s*</.test(text) || /apikey|captcha/i.test(text)) {
    throw new SourceFailure('stooq', 'unauthorised', 'it asks for a check that only a browser passes');
  }
  if (!text.startsWith('Date,Open,High,Low,Close')) {
    throw new SourceFailure('stooq', 'bad_answer', snippet(text) || 'nothing');
  }
}

function barsOf(request: BarRequest, { body }: Answer): RawBar[] {
  const { symbol, interval } = request;
  return csvRows('stooq', body).map((row, index) => ({
    position: index + 1,
    symbol,
    interval,
    ts: microsOfDate(row['Date'] ?? ''),
    open: numberOf(row['Open']),
    high: numberOf(row['High']),
    low: numberOf(row['Low']),
    close: numberOf(row['Close']),
    adjClose: null,
    volume: numberOf(row['Volume']),
  }));
}

/** Daily bars of US shares, indices and currencies as CSV, without a key; adjusted for splits and dividends. */
export class StooqSource implements MarketSource {
  readonly name = 'stooq';
  readonly intervals: ReadonlySet<Interval> = new Set<Interval>(['1d']);
  readonly #http: HttpClient;
  readonly #baseUrl: string;

  constructor(http: HttpClient, baseUrl: string) {
    this.#http = http;
    this.#baseUrl = baseUrl;
  }

  /** The answer does not say which symbol it is about. */
  async bars(request: BarRequest, signal: AbortSignal): Promise<FetchedSeries> {
    const { symbol, interval, from, to } = request;
    const known = stooqName(symbol);
    if (interval !== '1d') throw new SourceFailure(this.name, 'unsupported', `bars of ${interval}`);
    if (known === null)
      throw new SourceFailure(this.name, 'unsupported', `its name of ${symbol} is not known`);
    const url = new URL(`${this.#baseUrl}/q/d/l/`);
    const day = (at: EpochMs) => dateText(at).replaceAll('-', '');
    url.search = new URLSearchParams({ s: known.name, d1: day(from), d2: day(to), i: 'd' }).toString();
    return this.#http.question(symbol, signal, (question) =>
      this.#http.ask(question, { url }, (answer) => {
        this.#http.expectSuccess(answer);
        refuseNotice(answer.body, this.#http.now());
        const { currency, timeZone } = known;
        const { place, at: fetchedAt } = answer;
        return {
          origin: {
            source: this.name,
            place,
            basis: 'total',
            currency,
            exchange: null,
            timeZone,
            decimals: null,
            fetchedAt,
          },
          answered: symbol,
          bars: barsOf(request, answer),
          dividends: [],
          splits: [],
        };
      }),
    );
  }
}
