import { valueAt } from '../../../indicators/typed-array.ts';

/**
 * Exponential average with span `period` as the older application takes it (pandas `ewm(span, adjust=False)`): it
 * starts with the first value itself, so it has one at every bar. (TA-Lib's is seeded with a simple mean.)
 */
export function exponentialAverage(values: Float64Array, period: number): Float64Array {
  const averages = new Float64Array(values.length);
  const weight = 2 / (period + 1);
  let average = valueAt(values, 0);
  for (let index = 0; index < values.length; index++) {
    // In this form an average of equal values stays exactly that value.
    average += weight * (valueAt(values, index) - average);
    averages[index] = average;
  }
  return averages;
}

/** TEMA: 3·e1 − 3·e2 + e3, each the exponential average of the one before; a value at every bar. */
export function tripleExponentialAverage(values: Float64Array, period: number): Float64Array {
  const once = exponentialAverage(values, period);
  const twice = exponentialAverage(once, period);
  const thrice = exponentialAverage(twice, period);
  return once.map((value, index) => 3 * value - 3 * valueAt(twice, index) + valueAt(thrice, index));
}
