import type { Span } from '../recipe.ts';

/** The highest or lowest of the last `period` values at each bar, of values that begin at bar `first`. */
export interface ExtremeState {
  readonly period: number;
  /** 1 for the highest, −1 for the lowest, which is the highest of the negated values. */
  readonly sign: 1 | -1;
  /** The first bar of the values; moves behind a missing value. */
  first: number;
  /** Where the extreme of the window stands, the latest of equal ones; −1 before the first value. */
  at: number;
}

export function beginHighest(period: number, first = 0): ExtremeState {
  return { period, sign: 1, first, at: -1 };
}

export function beginLowest(period: number, first = 0): ExtremeState {
  return { period, sign: -1, first, at: -1 };
}

/** No value while the window holds a missing one. As in TA-Lib, another extreme is looked for once it has left. */
export function advanceExtreme(
  state: ExtremeState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, sign } = state;
  let { first, at } = state;
  let best = at < 0 ? Number.NEGATIVE_INFINITY : sign * (input[at] as number);
  for (let index = Math.max(span.from, first); index < span.to; index++) {
    const value = sign * (input[index] as number);
    if (value - value !== 0) {
      first = index + 1;
      at = -1;
      best = Number.NEGATIVE_INFINITY;
      continue;
    }
    if (value >= best) {
      at = index;
      best = value;
    } else if (at <= index - period) {
      at = latestExtreme(input, sign, index - period + 1, index);
      best = sign * (input[at] as number);
    }
    if (index - first + 1 >= period) output[index] = sign * best;
  }
  state.first = first;
  state.at = at;
}

/** The bar of the highest (lowest) value from bar `from` to bar `last`, the latest of equal ones. */
export function latestExtreme(input: Float64Array, sign: 1 | -1, from: number, last: number): number {
  let at = from;
  let best = sign * (input[from] as number);
  for (let index = from + 1; index <= last; index++) {
    const value = sign * (input[index] as number);
    if (value < best) continue;
    best = value;
    at = index;
  }
  return at;
}
