import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceTrueRange } from '../kernels/true-range.ts';
import { advanceWindowSum } from '../kernels/windows.ts';

export const vortex = defineIndicator({
  name: 'vortex',
  aliases: ['vi'],
  title: 'Vortex',
  group: 'momentum',
  formula:
    'sum of |high − previous low| (plus), and of |low − previous high| (minus), over the sum of the true ranges of ' +
    'n bars; no value where there was no range',
  source: 'Botes and Siepman, Technical Analysis of Stocks & Commodities 28:1 (2010)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 1, 'bars in the sums')],
  outputs: ['plus', 'minus'],
  scratch: ['up', 'down', 'range', 'ups', 'downs', 'ranges'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { high, low, from, to, outputs } = work;
    const { up, down, range, ups, downs, ranges } = work.scratch;
    for (let index = Math.max(from, 1); index < to; index++) {
      up[index] = Math.abs((high[index] as number) - (low[index - 1] as number));
      down[index] = Math.abs((low[index] as number) - (high[index - 1] as number));
    }
    advanceTrueRange(work, range, work);
    advanceWindowSum(up, timeperiod, ups, work);
    advanceWindowSum(down, timeperiod, downs, work);
    advanceWindowSum(range, timeperiod, ranges, work);
    for (let index = Math.max(from, timeperiod); index < to; index++) {
      const whole = ranges[index] as number;
      outputs.plus[index] = (ups[index] as number) / whole;
      outputs.minus[index] = (downs[index] as number) / whole;
    }
  },
});
