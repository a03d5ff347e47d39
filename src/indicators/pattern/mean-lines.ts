import type { DerivedLine } from '../derivations.ts';
import { bitLine } from './bits.ts';
import { meanCandles, meanTraits } from './mean-traits.ts';
import { families, type MeanFamily } from './traits.ts';

/** The running total of the lengths of the ten candles before the next one. */
interface Running {
  total: number;
}

/**
 * The traits of each candle beside the means of those before. Sums are kept as TA-Lib keeps them, by adding the new
 * and subtracting the old one; where a length equals a mean, rounding decides, and it depends on the candle that the
 * sum began with. TA-Lib begins as late as a pattern permits, therefore so does the line: `first` is that candle.
 */
export function meanLine(family: MeanFamily, first: number): DerivedLine<Running, Int32Array> {
  const { measure, write } = meanTraits[family];
  return {
    name: `traits of candles: ${family} from ${first}`,
    make: bitLine(families[family].length),
    begin: () => ({ total: 0 }),
    advance(state, columns, line, { from, to }) {
      const start = Math.min(Math.max(from, first + meanCandles), to);
      let { total } = state;
      for (let at = Math.max(from, first); at < start; at++) total += measure(columns, at);
      state.total = start === to ? total : write(total, columns, line, { from: start, to });
    },
  };
}
