import { valueAt, withoutValues } from './typed-array.ts';

/**
 * Exponential average with factor 2 / (period + 1), seeded as TA-Lib does with the simple mean of the `period`
 * values from bar `first` on; its first value stands at the last of them.
 */
export function exponentialMean(values: Float64Array, period: number, first = 0): Float64Array {
  const means = withoutValues(values.length);
  const seedEnd = first + period;
  if (seedEnd > values.length) return means;
  let sum = 0;
  for (let index = first; index < seedEnd; index++) sum += valueAt(values, index);
  let mean = sum / period;
  means[seedEnd - 1] = mean;
  const factor = 2 / (period + 1);
  for (let index = seedEnd; index < values.length; index++) {
    mean = (valueAt(values, index) - mean) * factor + mean;
    means[index] = mean;
  }
  return means;
}
