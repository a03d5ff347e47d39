import type { Columns } from '../definition.ts';
import type { Span } from '../recipe.ts';
import { trueRange } from './true-range.ts';

/** Wilder's mean of the true range. */
export interface WilderRangeState {
  readonly period: number;
  /** The sum of the seed until bar `period`. */
  mean: number;
}

export function beginWilderRange(period: number): WilderRangeState {
  return { period, mean: 0 };
}

/** (previous · (n − 1) + range) / n, seeded with the mean of the ranges of bars 1 to n; first value at bar n. */
export function advanceWilderRange(
  state: WilderRangeState,
  { high, low, close, from, to }: Pick<Columns, 'high' | 'low' | 'close'> & Span,
  output: Float64Array,
): void {
  const { period } = state;
  let { mean } = state;
  for (let index = Math.max(from, 1); index < to; index++) {
    if (index > period) mean *= period - 1;
    mean += trueRange(high[index] as number, low[index] as number, close[index - 1] as number);
    if (index < period) continue;
    mean /= period;
    output[index] = mean;
  }
  state.mean = mean;
}
