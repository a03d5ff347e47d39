import type { Span } from '../recipe.ts';

/** Wilder's mean of directional indices that begin at bar `period`. */
export interface DirectionalMeanState {
  mean: number;
}

/**
 * ADX: seeded with the mean of the first `period` indices, so that it begins at bar 2 · period − 1. Bars at which
 * nothing moved (NaN) add nothing to the seed and leave the mean as it was later on, as in TA-Lib.
 */
export function advanceDirectionalMean(
  state: DirectionalMeanState,
  indices: Float64Array,
  period: number,
  output: Float64Array,
  { from, to }: Span,
): void {
  let mean = state.mean;
  const full = 2 * period - 1;
  const share = 1 / period;
  for (let index = Math.max(from, period); index < to; index++) {
    const value = indices[index] as number;
    if (!Number.isNaN(value)) mean = index <= full ? mean + value : (mean * (period - 1) + value) * share;
    if (index === full) mean *= share;
    if (index >= full) output[index] = mean;
  }
  state.mean = mean;
}
