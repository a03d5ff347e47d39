import { valueAt, withoutValues } from '../../../indicators/typed-array.ts';
import { rollingMean, rollingSum } from './rolling.ts';

/**
 * Kaufman's efficiency ratio: |close − close `period` bars ago| / sum of the |changes| between; 0 where nothing moved.
 * First value at bar `period`. Kaufman, Smarter Trading (1995).
 */
export function efficiencyRatio(values: Float64Array, period: number): Float64Array {
  const ratios = withoutValues(values.length);
  if (values.length <= period) return ratios;
  const changes = Float64Array.from({ length: values.length - 1 }, (_, index) =>
    Math.abs(valueAt(values, index + 1) - valueAt(values, index)),
  );
  const paths = rollingSum(changes, period);
  for (let index = period; index < values.length; index++) {
    const path = valueAt(paths, index - 1);
    const way = Math.abs(valueAt(values, index) - valueAt(values, index - period));
    ratios[index] = path === 0 ? 0 : way / path;
  }
  return ratios;
}

/**
 * Kaufman's adaptive average: previous + SC · (close − previous), SC = (ER·(f − s) + s)², f and s = 2/(n + 1) of the
 * fast and the slow period; seeded with the simple mean of the first `period` values, at bar `period − 1`.
 */
export function kaufmanAverage(
  values: Float64Array,
  period: number,
  fastPeriod: number,
  slowPeriod: number,
): Float64Array {
  const fast = 2 / (fastPeriod + 1);
  const slow = 2 / (slowPeriod + 1);
  const ratios = efficiencyRatio(values, period);
  return smoothed(values, period, (index) => (valueAt(ratios, index) * (fast - slow) + slow) ** 2);
}

/**
 * An average that moves to each value by a part that `weightAt` gives for the bar, seeded with the simple mean of the
 * first `period` values. Where there is no weight yet, the simple mean stands in.
 */
export function smoothed(
  values: Float64Array,
  period: number,
  weightAt: (index: number) => number,
): Float64Array {
  const averages = rollingMean(values, period);
  for (let index = period; index < values.length; index++) {
    const weight = weightAt(index);
    if (Number.isNaN(weight)) continue;
    const previous = valueAt(averages, index - 1);
    averages[index] = previous + weight * (valueAt(values, index) - previous);
  }
  return averages;
}
