import type { Span } from '../recipe.ts';

/** Running sums of values and of their squares. */
export interface VarianceState {
  sum: number;
  squares: number;
}

export function beginVariance(): VarianceState {
  return { sum: 0, squares: 0 };
}

/**
 * Mean of squares − square of mean of the last `period` values, from bar `period − 1` on, in TA-Lib’s order of
 * operations. Where the values hardly differ it answers what rounding leaves, which may be negative.
 */
export function advanceVariance(
  state: VarianceState,
  input: Float64Array,
  period: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  let { sum, squares } = state;
  for (let index = from; index < to; index++) {
    const value = input[index] as number;
    sum += value;
    squares += value * value;
    if (index < period - 1) continue;
    const mean = sum / period;
    output[index] = squares / period - mean * mean;
    const oldest = input[index - period + 1] as number;
    sum -= oldest;
    squares -= oldest * oldest;
  }
  state.sum = sum;
  state.squares = squares;
}
