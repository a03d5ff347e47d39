import type { Span } from '../recipe.ts';
import { isZero } from '../typed-array.ts';

/** Wilder means of gains and losses from one value to the next. */
export interface WilderChangesState {
  gain: number;
  loss: number;
}

export function beginWilderChanges(): WilderChangesState {
  return { gain: 0, loss: 0 };
}

/**
 * 100 · G / (G + L), or with `net` 100 · (G − L) / (G + L), from bar `period` on; G and L are seeded with the
 * means of the first `period` changes. 0 where nothing moved. TA-Lib's order of operations.
 */
export function advanceWilderChanges(
  state: WilderChangesState,
  input: Float64Array,
  period: number,
  output: Float64Array,
  { from, to }: Span,
  net: boolean,
): void {
  let { gain, loss } = state;
  const start = Math.max(from, 1);
  let previous = start < to ? (input[start - 1] as number) : 0;
  for (let index = start; index < to; index++) {
    const value = input[index] as number;
    const change = value - previous;
    previous = value;
    if (index > period) {
      gain *= period - 1;
      loss *= period - 1;
    }
    // Half of the sum with the absolute value is the positive part, without a branch that nobody can predict.
    const size = Math.abs(change);
    gain += 0.5 * (size + change);
    loss += 0.5 * (size - change);
    if (index < period) continue;
    gain /= period;
    loss /= period;
    const sum = gain + loss;
    output[index] = isZero(sum) ? 0 : 100 * ((net ? gain - loss : gain) / sum);
  }
  state.gain = gain;
  state.loss = loss;
}
