import type { Span } from '../../recipe.ts';

/** A mean weighted 1, 2, … `period` towards the latest value, of values that begin at bar `first`. */
export interface WeightedState {
  readonly period: number;
  readonly first: number;
  /** The weighted sum, less one weight of every value. */
  weighted: number;
  sum: number;
}

export function beginWeighted(period: number, first = 0): WeightedState {
  return { period, first, weighted: 0, sum: 0 };
}

/** Running sums in TA-Lib's order of operations. */
export function advanceWeighted(
  state: WeightedState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, first } = state;
  const full = first + period - 1;
  const weights = (period * (period + 1)) / 2;
  let { weighted, sum } = state;
  let index = Math.max(span.from, first);
  for (; index < span.to && index < full; index++) {
    sum += input[index] as number;
    weighted += (input[index] as number) * (index - first + 1);
  }
  for (; index < span.to; index++) {
    const value = input[index] as number;
    sum += value;
    if (index > full) sum -= input[index - period] as number;
    weighted += value * period;
    output[index] = weighted / weights;
    weighted -= sum;
  }
  state.weighted = weighted;
  state.sum = sum;
}
