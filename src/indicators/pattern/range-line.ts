import type { DerivedLine } from '../derivations.ts';

/**
 * The sum of high − low over the `count` candles before each candle, 0 before there are as many from candle `first`
 * on; kept as TA-Lib keeps it (see `meanLine`).
 */
export function rangeLine(count: number, first: number): DerivedLine<{ total: number }, Float64Array> {
  return {
    name: `range of ${count} candles from ${first}`,
    make: (bars) => new Float64Array(bars),
    begin: () => ({ total: 0 }),
    advance(state, { high, low }, line, { from, to }) {
      const start = Math.min(Math.max(from, first + count), to);
      let total = state.total;
      for (let at = Math.max(from, first); at < start; at++)
        total += (high[at] as number) - (low[at] as number);
      for (let at = start; at < to; at++) {
        line[at] = total;
        const old = at - count;
        total += (high[at] as number) - (low[at] as number) - ((high[old] as number) - (low[old] as number));
      }
      state.total = total;
    },
  };
}
