import { valueAt, withoutValues } from '../../../indicators/typed-array.ts';
import { overRuns } from './over-runs.ts';
import { rollingMean, rollingSum } from './rolling.ts';

/**
 * Volume adjusted average: Σ(r·C) / Σr over `period` bars, r = V·C / mean(V). First value at bar `2 · period − 2`;
 * none where no volume was traded, or none is known.
 */
export function volumeAdjustedAverage(
  close: Float64Array,
  volume: Float64Array,
  period: number,
): Float64Array {
  return overRuns([close, volume], ([closes = close, volumes = volume]) => {
    const average = withoutValues(closes.length);
    const means = rollingMean(volumes, period);
    const ratios = closes.map((price, index) => {
      const mean = valueAt(means, index);
      return mean === 0 ? 0 : (valueAt(volumes, index) * price) / mean;
    });
    const first = period - 1;
    if (closes.length <= first) return average;
    const sums = rollingSum(
      ratios.map((ratio, index) => ratio * valueAt(closes, index)).subarray(first),
      period,
    );
    const weights = rollingSum(ratios.subarray(first), period);
    for (let index = 0; index < sums.length; index++) {
      const weight = valueAt(weights, index);
      average[first + index] = weight > 0 ? valueAt(sums, index) / weight : Number.NaN;
    }
    return average;
  });
}
