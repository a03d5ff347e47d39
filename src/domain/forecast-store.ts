import type { AdjustmentBasis } from './bar.ts';
import type { Interval } from './interval.ts';
import type { EpochMs, TickerSymbol } from './nominal.ts';

/** What was forecast for one bar. Prices are on the basis of the time of the forecast. */
export interface ForecastPoint {
  readonly ts: EpochMs;
  readonly forecast: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** A forecast as it is kept until what happened is known. */
export interface NewForecast {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly adjust: AdjustmentBasis;
  /** The last bar that was known, and its close. */
  readonly origin: EpochMs;
  readonly last: number;
  /** Mean absolute change over one bar before the origin: what MASE divides by. 0 where prices stood still. */
  readonly scale: number;
  readonly level: number | null;
  /** Whose the points are. */
  readonly model: string;
  readonly points: readonly ForecastPoint[];
  /** What each model said, one price per point. */
  readonly paths: Readonly<Record<string, readonly number[]>>;
  /** SHA-256 of the bars that were used, and of the settings. */
  readonly dataHash: string;
  readonly settingsHash: string;
}

/** How a model's path fared against what happened. */
export interface PathScore {
  readonly mae: number;
  readonly rmse: number | null;
  /** Null where prices stood still before the origin. */
  readonly mase: number | null;
  /** Percent. */
  readonly smape: number;
}

export interface ForecastScore {
  /** Bars of the forecast that happened, and those that have passed without a bar. */
  readonly values: number;
  readonly missing: number;
  /** How many of the values lay in their interval, of so many with one. */
  readonly inside: number;
  readonly withInterval: number;
  readonly models: Readonly<Record<string, PathScore>>;
  /** Whether the last bar of the forecast has passed, so that nothing more is to come. */
  readonly isFinal: boolean;
}

export interface StoredForecast extends NewForecast {
  readonly id: string;
  readonly madeAt: EpochMs;
  readonly score: ForecastScore | null;
}

export interface ForecastFilter {
  readonly symbol?: TickerSymbol | undefined;
  readonly interval?: Interval | undefined;
  /** Only those that may still be scored, whole or further. */
  readonly open?: boolean | undefined;
  readonly limit?: number | undefined;
  /** Only those behind the one of this number. */
  readonly after?: string | undefined;
}

/** Where forecasts are kept. */
export interface ForecastStore {
  /** The same forecast, of the same bars with the same settings, is kept once. */
  save(forecast: NewForecast): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** The newest first. */
  list(filter: ForecastFilter): Promise<StoredForecast[]>;
  find(id: string): Promise<StoredForecast | null>;
  score(id: string, score: ForecastScore): Promise<void>;
}
