import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import type { BarRequest } from '../../src/domain/source.ts';
import { systemClock } from '../../src/sources/http/clock.ts';
import { HttpClient, type HttpSettings } from '../../src/sources/http/http-client.ts';
import type { Observe } from '../../src/sources/http/observe.ts';
import { YahooSource } from '../../src/sources/yahoo/yahoo-source.ts';

const testSettings: HttpSettings = {
  source: 'yahoo',
  requests: 1000,
  windowMs: 1000,
  concurrency: 4,
  offline: false,
  attempts: 3,
  firstRetryMs: 20,
  attemptMs: 20_000,
  questionMs: 60_000,
  maxBytes: 2 ** 26,
  breakAfter: 20,
  breakMs: 1000,
  secrets: [],
};

interface SourceOptions {
  /** The time that it is for the source, as ISO 8601. */
  readonly now?: string;
  readonly settings?: Partial<HttpSettings>;
  readonly observe?: Observe;
}

/** A Yahoo source that asks the server at an address. */
export function yahooAt(address: string, { now, settings = {}, observe }: SourceOptions = {}): YahooSource {
  const wall = now === undefined ? systemClock.wall : () => Date.parse(now) as EpochMs;
  const clock = { ...systemClock, wall };
  const http = new HttpClient({ ...testSettings, ...settings }, observe ? { clock, observe } : { clock });
  return new YahooSource(http, address);
}

/** A request for bars from one day to another, `YYYY-MM-DD`. */
export function barRequest(
  symbol: string,
  from: string,
  to: string,
  interval: BarRequest['interval'] = '1d',
): BarRequest {
  const day = (date: string) => Date.parse(`${date}T00:00:00Z`) as EpochMs;
  return { symbol: symbol as TickerSymbol, interval, from: day(from), to: day(to) };
}

export const never = new AbortController().signal;
