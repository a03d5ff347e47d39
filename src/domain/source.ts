import type { Interval } from './interval.ts';
import type { EpochMicros, EpochMs, TickerSymbol } from './nominal.ts';
import type { Origin, RawAction, RawBar, RawNumber } from './raw-bar.ts';

/** Bars of the sessions from one day to another, both included; the days are at 00:00 UTC. */
export interface BarRequest {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/**
 * What a source answered about one symbol. Splits and dividends reach from the first day asked for to the present,
 * beyond the last day asked for: prices that the source adjusts for splits are brought back by all that came later.
 */
export interface FetchedSeries {
  readonly origin: Origin;
  /** The symbol as the source wrote it in its answer: a wrong one must not be stored under the right name. */
  readonly answered: string;
  readonly bars: readonly RawBar[];
  readonly dividends: readonly RawAction[];
  readonly splits: readonly RawAction[];
}

/** One contract of an option chain before validation. */
export interface RawOption {
  readonly position: number;
  readonly contract: string | null;
  readonly right: 'call' | 'put';
  /** Expiration date at 00:00 UTC. */
  readonly expiration: EpochMicros | string | null;
  readonly strike: RawNumber;
  readonly lastPrice: RawNumber;
  readonly bid: RawNumber;
  readonly ask: RawNumber;
  readonly volume: RawNumber;
  readonly openInterest: RawNumber;
  readonly impliedVolatility: RawNumber;
  readonly inTheMoney: boolean | null;
}

export interface FetchedChain {
  readonly origin: Origin;
  readonly answered: string;
  readonly options: readonly RawOption[];
}

/** Company data: what the `stocks` table has columns for, and the whole answer as JSON. */
export interface FetchedCompany {
  readonly origin: Origin;
  readonly answered: string;
  readonly name: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly marketCap: number | null;
  readonly json: string;
}

/** What an instrument trades at now. Prices in the unit of `currency`; null where the source does not say. */
export interface FetchedQuote {
  readonly origin: Origin;
  readonly answered: string;
  readonly name: string | null;
  readonly price: number | null;
  readonly previousClose: number | null;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly volume: number | null;
  readonly marketCap: number | null;
}

/** A yearly interest rate in percent on a day, for a series such as `DGS3MO`. */
export interface FetchedRate {
  readonly series: string;
  readonly ts: EpochMicros;
  readonly percent: number;
}

/** Rates on the days from one to another, both included; the days are at 00:00 UTC. */
export interface RateRequest {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A provider of interest rates. */
export interface RateSource {
  readonly name: string;
  /**
   * Of all series it has, a part at a time, the older days first: what was handed out need not be asked for again, should
   * a later part fail. Days without a rate are left out. @throws SourceFailure
   */
  rates(request: RateRequest, signal: AbortSignal): AsyncIterable<readonly FetchedRate[]>;
}

/** A provider of market data. What it cannot do, it does not have. */
export interface MarketSource {
  /** As stored with each row, and as named in the configuration: `yahoo`. */
  readonly name: string;
  /** The intervals it has bars of. */
  readonly intervals: ReadonlySet<Interval>;
  /** @throws SourceFailure */
  bars(request: BarRequest, signal: AbortSignal): Promise<FetchedSeries>;
  /** The chain of all expirations as quoted now. @throws SourceFailure */
  optionChain?(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedChain>;
  /** @throws SourceFailure */
  company?(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedCompany>;
  /** @throws SourceFailure */
  quote?(symbol: TickerSymbol, signal: AbortSignal): Promise<FetchedQuote>;
}

/** Why a source did not answer a question, and what follows from it. */
export const failureKinds = {
  offline: { retry: false, next: false, text: 'calls to the outside are switched off' },
  budget: { retry: false, next: true, text: 'its rate budget is used up' },
  throttled: { retry: true, next: true, text: 'it asked for fewer requests' },
  unavailable: { retry: true, next: true, text: 'it is not available' },
  timeout: { retry: true, next: true, text: 'it did not answer in time' },
  bad_answer: { retry: true, next: true, text: 'its answer cannot be read' },
  too_large: { retry: false, next: true, text: 'its answer is larger than sources.max_answer_mib' },
  wrong_symbol: { retry: true, next: true, text: 'it answered about another symbol' },
  unauthorised: { retry: false, next: true, text: 'it refused the credentials' },
  unsupported: { retry: false, next: true, text: 'it does not have such data' },
  unknown_symbol: { retry: false, next: true, text: 'it does not know the symbol' },
} as const satisfies Record<string, { retry: boolean; next: boolean; text: string }>;

export type FailureKind = keyof typeof failureKinds;

/** A source did not answer; `next` of its kind says whether another source may be asked. */
export class SourceFailure extends Error {
  override readonly name = 'SourceFailure';
  readonly source: string;
  readonly kind: FailureKind;
  /** What came, without secrets. */
  readonly detail: string;
  /** How long the source asked to be left alone, in milliseconds. */
  readonly retryAfterMs: number | null;

  constructor(
    source: string,
    kind: FailureKind,
    detail: string,
    { retryAfterMs = null, cause }: { retryAfterMs?: number | null; cause?: unknown } = {},
  ) {
    super(`${source}: ${failureKinds[kind].text} (${detail})`, cause === undefined ? {} : { cause });
    this.source = source;
    this.kind = kind;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
