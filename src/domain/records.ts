import type { Interval } from './interval.ts';
import type { EpochMicros, TickerSymbol } from './nominal.ts';

// The neutral shape in the middle: sources produce these records, storage takes them, neither knows the other.
// `createdAt` and `updatedAt` say when the source wrote the row; null where the source does not know.

/** When the source wrote a row. */
export interface RecordTimes {
  readonly createdAt: EpochMicros | null;
  readonly updatedAt: EpochMicros | null;
}

/** One bar. Prices are in the instrument's currency; volume is in units, null where not stated. */
export interface PriceRecord extends RecordTimes {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly ts: EpochMicros;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: bigint | null;
}

/** Cash paid per share on the ex-date. */
export interface DividendRecord extends RecordTimes {
  readonly symbol: TickerSymbol;
  readonly ts: EpochMicros;
  readonly amount: number;
}

/** A dividend as a source states it. */
export interface StatedDividend extends DividendRecord {
  /** `raw`: per share of its ex-date; `split`: divided by the splits up to when the source stated it. */
  readonly basis: 'raw' | 'split';
}

/** New shares per old share, effective on the ex-date. */
export interface SplitRecord extends RecordTimes {
  readonly symbol: TickerSymbol;
  readonly ts: EpochMicros;
  readonly ratio: number;
}

/** One contract of an option chain as quoted at `ts`. */
export interface OptionRecord extends RecordTimes {
  readonly contract: string;
  /** True where the source had no contract symbol and it was composed from symbol, expiry, right and strike. */
  readonly contractDerived: boolean;
  /** Quote time. */
  readonly ts: EpochMicros;
  readonly symbol: TickerSymbol;
  /** Expiration date at 00:00 UTC. */
  readonly expiration: EpochMicros;
  readonly strike: number;
  readonly lastPrice: number | null;
  readonly bid: number | null;
  readonly ask: number | null;
  readonly volume: bigint | null;
  readonly openInterest: bigint | null;
  readonly impliedVolatility: number | null;
  readonly inTheMoney: boolean | null;
}

export interface StockRecord extends RecordTimes {
  readonly symbol: TickerSymbol;
  readonly name: string | null;
  readonly sector: string | null;
  readonly industry: string | null;
  readonly marketCap: number | null;
  readonly exchange: string | null;
  readonly currency: string | null;
}

/** Company data. `json` is valid JSON; `original` is the source's text where that was not (bare NaN or Infinity). */
export interface StockInfoRecord extends RecordTimes {
  readonly symbol: TickerSymbol;
  readonly json: string;
  readonly original: string | null;
}

export interface StrategyRecord extends RecordTimes {
  readonly id: bigint;
  readonly name: string;
  readonly className: string;
  readonly modulePath: string;
  readonly description: string | null;
  readonly category: string | null;
  readonly isActive: boolean;
}

export interface StrategyPresetRecord extends RecordTimes {
  readonly id: bigint;
  readonly strategyId: bigint;
  readonly name: string;
  /** As in StockInfoRecord. */
  readonly parametersJson: string;
  readonly parametersOriginal: string | null;
  readonly description: string | null;
  readonly isDefault: boolean;
}

export interface AutotsModelRecord extends RecordTimes {
  readonly id: bigint;
  readonly name: string;
  readonly categories: string;
  readonly isSlow: boolean;
  readonly isGpuEnabled: boolean;
  readonly requiresRegressor: boolean;
  readonly minDataPoints: bigint;
  readonly description: string | null;
}

export interface AutotsPresetRecord extends RecordTimes {
  readonly id: bigint;
  readonly name: string;
  readonly models: string;
  readonly description: string | null;
  readonly useCase: string | null;
}

/** The revision mark of the older application's own schema tool. */
export interface AlembicVersionRecord {
  readonly versionNum: string;
}
