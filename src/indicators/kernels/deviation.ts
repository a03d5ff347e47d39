import type { Span } from '../recipe.ts';

/** The population deviation of the last `period` values, of values that begin at bar `first`. */
export interface DeviationState {
  readonly period: number;
  readonly first: number;
  sum: number;
  squares: number;
}

export function beginDeviation(period: number, first = 0): DeviationState {
  return { period, first, sum: 0, squares: 0 };
}

/**
 * √(mean of squares − square of mean), as TA-Lib computes it: a variance under 1e-14 counts as none, and where
 * the prices hardly move against their level, rounding leaves a deviation of about 1e-7 of the price.
 */
export function advanceDeviation(
  state: DeviationState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, first } = state;
  const full = first + period - 1;
  let { sum, squares } = state;
  for (let index = Math.max(span.from, first); index < span.to; index++) {
    const value = input[index] as number;
    sum += value;
    squares += value * value;
    if (index < full) continue;
    const mean = sum / period;
    const variance = squares / period - mean * mean;
    output[index] = variance < 1e-14 ? 0 : Math.sqrt(variance);
    const oldest = input[index - period + 1] as number;
    sum -= oldest;
    squares -= oldest * oldest;
  }
  state.sum = sum;
  state.squares = squares;
}
