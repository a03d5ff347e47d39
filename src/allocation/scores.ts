import { boundedWeights, type WeightBounds } from './bounds.ts';

/** How one instrument's best strategy did after it was chosen. */
export interface Score {
  /** The ranking statistic over the test dates; null where it has no value. */
  readonly test: number | null;
  /** Forecast change of the price, %; null without a forecast. */
  readonly forecast: number | null;
}

export interface ScoredWeights {
  /** test + forecastWeight · forecast; null where the test has no value. */
  readonly scores: readonly (number | null)[];
  readonly weights: Float64Array;
  readonly notes: readonly string[];
}

/**
 * Weights in proportion to positive scores, within bounds; the others get the least weight. Where no score is
 * positive, all weigh the same.
 * @throws StockulaError USAGE for bounds that cannot be kept
 */
export function weightsByScore(
  results: readonly Score[],
  forecastWeight: number,
  bounds: WeightBounds,
): ScoredWeights {
  const scores = results.map(({ test, forecast }) =>
    test === null || !Number.isFinite(test) ? null : test + forecastWeight * finiteOr(forecast, 0),
  );
  const shares = scores.map((score) => Math.max(0, finiteOr(score, 0)));
  const weights = boundedWeights(shares, bounds);
  const isAnyPositive = shares.some((share) => share > 0);
  return {
    scores,
    weights,
    notes: isAnyPositive ? [] : ['No score is above 0, so all instruments weigh the same.'],
  };
}

function finiteOr(value: number | null, otherwise: number): number {
  return value !== null && Number.isFinite(value) ? value : otherwise;
}
