import type { Span } from '../../recipe.ts';

/** A mean whose weights rise to the middle of the last `period` values and fall again. */
export interface TriangularState {
  readonly period: number;
  readonly first: number;
  /** The weighted sum. */
  weighted: number;
  /** Plain sums of the older values up to the middle, and of the later ones. */
  older: number;
  later: number;
}

export function beginTriangular(period: number, first = 0): TriangularState {
  return { period, first, weighted: 0, older: 0, later: 0 };
}

/** Running sums in TA-Lib's order of operations, which is another one for odd than for even periods. */
export function advanceTriangular(
  state: TriangularState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  const { period, first } = state;
  const half = Math.floor(period / 2);
  const isOdd = period % 2 === 1;
  const factor = 1 / ((isOdd ? half + 1 : half) * (half + 1));
  const full = first + period - 1;
  let index = Math.max(span.from, full);
  if (index === full && index < span.to) {
    seed(state, input, full - half);
    output[index++] = state.weighted * factor;
  }
  let { weighted, older, later } = state;
  for (; index < span.to; index++) {
    const middle = input[index - half] as number;
    const value = input[index] as number;
    weighted -= older;
    older = older - (input[index - period] as number) + middle;
    if (isOdd) {
      weighted += later;
      later -= middle;
    } else {
      later -= middle;
      weighted += later;
    }
    later += value;
    weighted += value;
    output[index] = weighted * factor;
  }
  state.weighted = weighted;
  state.older = older;
  state.later = later;
}

function seed(state: TriangularState, input: Float64Array, middle: number): void {
  for (let bar = middle; bar >= state.first; bar--) {
    state.older += input[bar] as number;
    state.weighted += state.older;
  }
  for (let bar = middle + 1; bar < state.first + state.period; bar++) {
    state.later += input[bar] as number;
    state.weighted += state.later;
  }
}
