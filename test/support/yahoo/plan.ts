/** What goes wrong with every request about a symbol. */
export type PermanentFault = 'unknown' | 'throttled' | 'unavailable' | 'truncated' | 'hang' | 'wrong_symbol';

export interface PlannedSplit {
  readonly date: string;
  readonly ratio: number;
  /** When prices are adjusted for it, and when it is named, as ISO 8601; by default both on its day. */
  readonly adjustedAt?: string;
  readonly namedAt?: string;
}

/** What is planned for a symbol. Dates are `YYYY-MM-DD`. */
export interface SymbolPlan {
  /** First day of trading; by default 2000-01-03. */
  readonly listed?: string;
  readonly currency?: string;
  readonly exchange?: string;
  readonly timeZone?: string;
  /** Minutes after midnight, local time, at which the session opens and closes. */
  readonly opens?: number;
  readonly closes?: number;
  /** New shares per old share on the ex-date; also of days to come, which show once they are past. */
  readonly splits?: readonly PlannedSplit[];
  /** Cash per share as paid, not adjusted. */
  readonly dividends?: readonly { readonly date: string; readonly amount: number }[];
  /** Days on which the values of the row are null. */
  readonly nullDays?: readonly string[];
  readonly fault?: PermanentFault;
}

/** Rates from 0 to 1 at which requests fail. */
export interface FaultRates {
  /** 429 without `Retry-After`. */
  readonly throttled?: number;
  /** 429 with `Retry-After: 1`. */
  readonly throttledWithWait?: number;
  /** 500, 502 or 503. */
  readonly unavailable?: number;
  readonly truncated?: number;
  /** No answer at all. */
  readonly hang?: number;
  readonly wrongSymbol?: number;
}

/** All of it is JSON, so that a stand-in in a process of its own takes it too. */
export interface StandInOptions {
  readonly seed?: number;
  /** The time that it is, as ISO 8601; by default a Monday during the session in New York. */
  readonly now?: string;
  /** Days without trading besides Saturdays and Sundays. */
  readonly closedDays?: readonly string[];
  /** Whether it asks to agree to its cookies first, as Yahoo does in Europe. */
  readonly consent?: boolean;
  readonly latencyMs?: number;
  readonly faults?: FaultRates;
  readonly symbols?: Readonly<Record<string, SymbolPlan>>;
  /** Files with recorded answers (`{status, body}`) by route and symbol, as in `chart/AAPL`. */
  readonly recorded?: Readonly<Record<string, string>>;
}

export const defaultPlan = {
  listed: '2000-01-03',
  currency: 'USD',
  exchange: 'NMS',
  timeZone: 'America/New_York',
  opens: 570,
  closes: 960,
  splits: [],
  dividends: [],
  nullDays: [],
} as const satisfies SymbolPlan;
