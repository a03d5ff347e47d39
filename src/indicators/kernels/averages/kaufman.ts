import type { Span } from '../../recipe.ts';
import { isZero } from '../../typed-array.ts';

/** Perry Kaufman's adaptive mean of values that begin at bar `first`. */
export interface KaufmanState {
  readonly period: number;
  readonly first: number;
  /** The path: the sum of the last `period` moves. */
  path: number;
  mean: number;
}

/** Factors of exponential means of 2 and 30 bars. */
const slowest = 2 / 31;
const spread = 2 / 3 - slowest;

export function beginKaufman(period: number, first = 0): KaufmanState {
  return { period, first, path: 0, mean: 0 };
}

/**
 * Begins with the value before the first output. As in TA-Lib, a rise that equals its path counts as fully efficient,
 * and so does a price that does not move.
 */
export function advanceKaufman(
  state: KaufmanState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, first } = state;
  const full = first + period;
  let { path, mean } = state;
  let index = Math.max(span.from, first + 1);
  for (; index < span.to && index < full; index++) {
    path += Math.abs((input[index - 1] as number) - (input[index] as number));
    mean = input[index] as number;
  }
  for (; index < span.to; index++) {
    const value = input[index] as number;
    const oldest = input[index - period] as number;
    if (index > full) path -= Math.abs((input[index - period - 1] as number) - oldest);
    path += Math.abs(value - (input[index - 1] as number));
    const move = value - oldest;
    const efficiency = path <= move || isZero(path) ? 1 : Math.abs(move / path);
    const factor = efficiency * spread + slowest;
    mean = (value - mean) * (factor * factor) + mean;
    output[index] = mean;
  }
  state.path = path;
  state.mean = mean;
}
