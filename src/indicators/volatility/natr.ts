import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWilderRange, beginWilderRange } from '../kernels/wilder-range.ts';
import { isZero } from '../typed-array.ts';

export const natr = defineIndicator({
  name: 'natr',
  aliases: [],
  title: 'Normalised average true range',
  group: 'volatility',
  formula: '100 · ATR / close, 0 where the close is 0; of one bar the true range itself',
  source: 'TA-Lib NATR; John Forman, Technical Analysis of Stocks & Commodities (May 2006)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 1, 'bars in the Wilder mean')],
  outputs: ['natr'],
  scratch: ['range'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: ({ timeperiod }) => beginWilderRange(timeperiod),
  advance(state, work, { timeperiod }) {
    const { range } = work.scratch;
    advanceWilderRange(state, work, range);
    for (let index = Math.max(work.from, timeperiod); index < work.to; index++) {
      const close = work.close[index] as number;
      const percent = isZero(close) ? 0 : ((range[index] as number) / close) * 100;
      // TA-Lib answers the true range where the mean is of one bar.
      work.outputs.natr[index] = timeperiod === 1 ? (range[index] as number) : percent;
    }
  },
});
