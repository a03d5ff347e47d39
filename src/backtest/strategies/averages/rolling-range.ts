import { valueAt, withoutValues } from '../../../indicators/typed-array.ts';

/** Highest minus lowest of the last `period` values at each bar. */
export function rollingRange(values: Float64Array, period: number): Float64Array {
  const lowest = rollingExtreme(values, period, -1);
  return rollingExtreme(values, period, 1).map((highest, index) => highest - valueAt(lowest, index));
}

/**
 * Keeps the bars that can still become the extreme in a queue, best first, so that the cost of a bar does not grow
 * with the period.
 */
function rollingExtreme(values: Float64Array, period: number, sign: 1 | -1): Float64Array {
  const extremes = withoutValues(values.length);
  const queue = new Int32Array(values.length);
  let head = 0;
  let tail = 0;
  for (let index = 0; index < values.length; index++) {
    const value = sign * valueAt(values, index);
    while (tail > head && sign * valueAt(values, queue[tail - 1] ?? 0) <= value) tail--;
    queue[tail++] = index;
    if ((queue[head] ?? 0) <= index - period) head++;
    if (index >= period - 1) extremes[index] = valueAt(values, queue[head] ?? 0);
  }
  return extremes;
}
