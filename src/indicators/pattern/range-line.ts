import type { DerivedLine } from '../derivations.ts';
import { valueAt } from '../typed-array.ts';

/**
 * The sum of high − low over the `count` candles before each candle, none before there are as many from candle
 * `first` on; kept as TA-Lib keeps it (see `traitLine`).
 */
export function rangeLine(count: number, first: number): DerivedLine<{ total: number }> {
  return {
    name: `range of ${count} candles from ${first}`,
    begin: () => ({ total: 0 }),
    advance(state, { high, low }, line, { from, to }) {
      let total = state.total;
      for (let at = Math.max(from, first); at < to; at++) {
        const range = valueAt(high, at) - valueAt(low, at);
        const old = at - count;
        if (old >= first) {
          line[at] = total;
          total += range - (valueAt(high, old) - valueAt(low, old));
        } else total += range;
      }
      state.total = total;
    },
  };
}
