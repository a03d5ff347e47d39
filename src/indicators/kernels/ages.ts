import type { Span } from '../recipe.ts';
import { latestExtreme } from './extremes.ts';

/** Where the extreme of the window stands; −1 before the first value. */
export interface AgeState {
  at: number;
}

/**
 * Bars since the highest or lowest of the last `window` values, of equal ones the latest; from bar `window − 1` on.
 * Looks through the window only when the extreme has left it, as TA-Lib does.
 */
export function advanceAges(
  state: AgeState,
  input: Float64Array,
  window: number,
  which: 'highest' | 'lowest',
  output: Float64Array,
  { from, to }: Span,
): void {
  const sign = which === 'highest' ? 1 : -1;
  let at = state.at;
  let extreme = at < 0 ? Number.NEGATIVE_INFINITY : sign * (input[at] as number);
  for (let index = from; index < to; index++) {
    const value = sign * (input[index] as number);
    const oldest = index - window + 1;
    if (value >= extreme) {
      at = index;
      extreme = value;
    } else if (at < oldest) {
      at = latestExtreme(input, sign, oldest, index);
      extreme = sign * (input[at] as number);
    }
    if (oldest >= 0) output[index] = index - at;
  }
  state.at = at;
}
