import { valueAt, withoutValues } from '../../../indicators/typed-array.ts';
import { rollingMean } from './rolling.ts';

/**
 * The older application's triangular average: the simple average of the simple average, both over `period` bars.
 * (TA-Lib's TRIMA takes windows of half the length.) First value at bar `2 · period − 2`.
 */
export function triangularAverage(values: Float64Array, period: number): Float64Array {
  const average = withoutValues(values.length);
  const first = period - 1;
  if (values.length > first) {
    average.set(rollingMean(rollingMean(values, period).subarray(first), period), first);
  }
  return average;
}

/**
 * The older application's average true range: simple mean of `period` true ranges, that of the first bar being
 * high − low. (Wilder's, which TA-Lib has, smooths exponentially.)
 */
export function simpleTrueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  period: number,
): Float64Array {
  const ranges = new Float64Array(close.length);
  for (let index = 0; index < ranges.length; index++) {
    const [top, bottom] = [valueAt(high, index), valueAt(low, index)];
    const before = index === 0 ? bottom : valueAt(close, index - 1);
    ranges[index] = Math.max(top - bottom, Math.abs(top - before), Math.abs(bottom - before));
  }
  return rollingMean(ranges, period);
}
