import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';

/** @throws StockulaError USAGE for weights below 0, together above 1, or too few */
export function checkedWeights(weights: ArrayLike<number>, series: readonly BarSeries[]): Float64Array {
  const checked = Float64Array.from(weights);
  const total = checked.reduce((sum, weight) => sum + weight, 0);
  if (checked.length === series.length && checked.every((weight) => weight >= 0) && total <= 1 + 1e-9) {
    return checked;
  }
  throw new StockulaError('USAGE', {
    expected: `${series.length} weights of at least 0 that together are at most 1`,
    got: `[${[...checked].join(', ')}]`,
    remedy: 'Correct the weights: this portfolio neither sells short nor buys on credit.',
  });
}
