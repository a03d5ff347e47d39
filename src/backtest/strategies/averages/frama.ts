import { valueAt } from '../../../indicators/typed-array.ts';
import { smoothed } from './efficiency.ts';
import { rollingRange } from './rolling-range.ts';

/**
 * Fractal adaptive average over closes: α = e^(−4.6·(D − 1)), D = (ln(n1 + n2) − ln n3) / ln 2 kept within 1 and 2,
 * n1 and n2 the ranges of the halves of the window by half its length, n3 the range of the whole by its length.
 * Seeded with the simple mean, which also stands where a half did not move. An odd period counts as the next even
 * one. Ehlers, Fractal Adaptive Moving Average (2005), who takes highs and lows.
 */
export function fractalAverage(values: Float64Array, period: number): Float64Array {
  const length = period + (period % 2);
  const half = length / 2;
  const halfRange = rollingRange(values, half);
  const wholeRange = rollingRange(values, length);
  return smoothed(values, length, (index) => {
    const first = valueAt(halfRange, index - half) / half;
    const second = valueAt(halfRange, index) / half;
    const whole = valueAt(wholeRange, index) / length;
    if (!(first > 0 && second > 0 && whole > 0)) return Number.NaN;
    const dimension = (Math.log(first + second) - Math.log(whole)) / Math.LN2;
    return Math.exp(-4.6 * (Math.min(2, Math.max(1, dimension)) - 1));
  });
}
