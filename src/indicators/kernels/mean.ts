import type { Span } from '../recipe.ts';

/** A simple mean over `period` values that begin at bar `first`. */
export interface MeanState {
  readonly period: number;
  readonly first: number;
  sum: number;
}

export function beginMean(period: number, first = 0): MeanState {
  return { period, first, sum: 0 };
}

/** A running sum in TA-Lib's order of operations, so that rounding agrees with it too. */
export function advanceMean(state: MeanState, input: Float64Array, output: Float64Array, span: Span): void {
  const { period, first } = state;
  const full = first + period - 1;
  let sum = state.sum;
  let index = Math.max(span.from, first);
  for (; index < span.to && index < full; index++) sum += input[index] as number;
  for (; index < span.to; index++) {
    sum += input[index] as number;
    output[index] = sum / period;
    sum -= input[index - period + 1] as number;
  }
  state.sum = sum;
}
