import { defineIndicator } from '../define-indicator.ts';

/** TA-Lib's TA_EPSILON: a range under it counts as none. */
const leastRange = 1e-14;

export const bop = defineIndicator({
  name: 'bop',
  aliases: [],
  title: 'Balance of power',
  group: 'momentum',
  formula: '(close − open) / (high − low); 0 where the bar has no range',
  source: 'TA-Lib BOP; Igor Livshin, Technical Analysis of Stocks & Commodities 19:8 (2001)',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  outputs: ['bop'],
  missingValues: 'restart',
  warmUp: () => 0,
  begin: () => null,
  advance(_, { open, high, low, close, from, to, outputs: { bop: output } }) {
    for (let index = from; index < to; index++) {
      const range = (high[index] as number) - (low[index] as number);
      output[index] = range < leastRange ? 0 : ((close[index] as number) - (open[index] as number)) / range;
    }
  },
});
