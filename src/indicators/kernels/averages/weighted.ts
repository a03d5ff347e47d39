import type { Span } from '../../recipe.ts';
import { valueAt } from '../../typed-array.ts';

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
    sum += valueAt(input, index);
    weighted += valueAt(input, index) * (index - first + 1);
  }
  for (; index < span.to; index++) {
    const value = valueAt(input, index);
    sum += value;
    if (index > full) sum -= valueAt(input, index - period);
    weighted += value * period;
    output[index] = weighted / weights;
    weighted -= sum;
  }
  state.weighted = weighted;
  state.sum = sum;
}
