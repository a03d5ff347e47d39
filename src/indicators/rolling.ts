import { valueAt, withoutValues } from './typed-array.ts';

/**
 * Mean of the last `period` values at each bar, reading from bar `first` on. A running sum in TA-Lib's order of
 * operations, so that rounding agrees with it too.
 */
export function rollingMean(values: Float64Array, period: number, first = 0): Float64Array {
  const means = withoutValues(values.length);
  let sum = 0;
  for (let index = first; index < values.length; index++) {
    sum += valueAt(values, index);
    const oldest = index - period + 1;
    if (oldest < first) continue;
    means[index] = sum / period;
    sum -= valueAt(values, oldest);
  }
  return means;
}

/** Highest of the last `period` values at each bar; none while the window holds a missing value. */
export function rollingHighest(values: Float64Array, period: number): Float64Array {
  return rollingExtreme(values, period, 1);
}

/** Lowest of the last `period` values at each bar; none while the window holds a missing value. */
export function rollingLowest(values: Float64Array, period: number): Float64Array {
  return rollingExtreme(values, period, -1);
}

/**
 * Keeps the indices that can still become the extreme in a queue, best first, so that the cost per bar does not
 * grow with the period.
 */
function rollingExtreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  const extremes = withoutValues(values.length);
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  let start = 0;
  for (let index = 0; index < values.length; index++) {
    const value = valueAt(values, index);
    if (!Number.isFinite(value)) {
      head = tail;
      start = index + 1;
      continue;
    }
    while (tail > head && sign * valueAt(values, queue[tail - 1] ?? 0) <= sign * value) tail--;
    queue[tail++] = index;
    if ((queue[head] ?? 0) <= index - period) head++;
    if (index - start + 1 >= period) extremes[index] = valueAt(values, queue[head] ?? 0);
  }
  return extremes;
}
