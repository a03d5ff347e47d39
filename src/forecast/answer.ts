import type { MeasuredCoverage } from './conformal.ts';
import type { Accuracy } from './metrics.ts';
import type { ModelName } from './models/model.ts';

export type ForecastModelName = ModelName | 'combination';

/** How one model did at the origins. */
export interface ModelScore extends Accuracy {
  readonly model: ForecastModelName;
  /** Its mean absolute error over that of the naive forecast; null where the naive forecast was never wrong. */
  readonly relativeToNaive: number | null;
  /**
   * The chance of being that much better than the naive forecast if there is no difference (Diebold–Mariano, adjusted
   * by Holm for the number of models); null for the naive forecast, and where there are too few origins.
   */
  readonly chance: number | null;
  readonly beatsNaive: boolean;
}

export interface Evaluation {
  /** How many origins, how many bars apart; 0 where the series is too short for any. */
  readonly origins: number;
  readonly step: number;
  /** How many bars before an origin a model is fitted to, at most. */
  readonly window: number;
  readonly scores: readonly ModelScore[];
  /** One sentence about whether anything beats the naive forecast. */
  readonly verdict: string;
  readonly nothingBeatsNaive: boolean;
}

/** A forecast in prices: plain data that can become JSON. Arrays have one value per step of the horizon. */
export interface ForecastCalculation {
  readonly model: ForecastModelName;
  /** What the models see: logarithms of prices, or prices where some are not above 0. */
  readonly scale: 'log' | 'price';
  /** Bars with a price; how many were left out for having none. */
  readonly bars: number;
  readonly withoutPrice: number;
  readonly last: number;
  /** Every model's path, the chosen one and `naive` among them. */
  readonly paths: Readonly<Partial<Record<ForecastModelName, readonly number[]>>>;
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  /** Members of the combination, which have equal weights. */
  readonly members: readonly ModelName[];
  readonly evaluation: Evaluation;
  readonly coverage: MeasuredCoverage | null;
  /** What to know: models left out, intervals that cannot be given. */
  readonly notes: readonly string[];
}
