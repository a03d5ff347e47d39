import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';
import { valueAt } from '../typed-array.ts';

export const stoch = defineIndicator({
  name: 'stoch',
  aliases: ['stochastic'],
  title: 'Stochastic oscillator',
  group: 'momentum',
  formula:
    'fast %K = 100 · (close − lowest low) / (highest high − lowest low) of the last n bars (0 where they are ' +
    'equal); slowk = SMA of it, slowd = SMA of slowk',
  source: 'TA-Lib STOCH with SMA for both averages; George Lane',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter(
      'fastk_period',
      14,
      1,
      'bars in the range; 14 is Lane’s and the charts’ usual, TA-Lib’s is 5',
    ),
    periodParameter('slowk_period', 3, 1, 'bars in the average that makes slowk; 1 leaves fast %K'),
    periodParameter('slowd_period', 3, 1, 'bars in the average of slowk'),
  ],
  outputs: ['slowk', 'slowd'],
  scratch: ['highest', 'lowest', 'fastk', 'slowk'],
  missingValues: 'restart',
  // TA-Lib starts both lines with slowd.
  warmUp: ({ fastk_period, slowk_period, slowd_period }) => fastk_period + slowk_period + slowd_period - 3,
  begin: ({ fastk_period, slowk_period, slowd_period }) => ({
    highest: beginHighest(fastk_period),
    lowest: beginLowest(fastk_period),
    slowk: beginMean(slowk_period, fastk_period - 1),
    slowd: beginMean(slowd_period, fastk_period + slowk_period - 2),
  }),
  advance(state, work) {
    const { outputs, scratch, from, to } = work;
    advanceExtreme(state.highest, work.high, scratch.highest, work);
    advanceExtreme(state.lowest, work.low, scratch.lowest, work);
    for (let index = from; index < to; index++) {
      const bottom = valueAt(scratch.lowest, index);
      const step = (valueAt(scratch.highest, index) - bottom) / 100;
      scratch.fastk[index] = step === 0 ? 0 : (valueAt(work.close, index) - bottom) / step;
    }
    advanceMean(state.slowk, scratch.fastk, scratch.slowk, work);
    advanceMean(state.slowd, scratch.slowk, outputs.slowd, work);
    const first = state.slowd.first + state.slowd.period - 1;
    for (let index = Math.max(from, first); index < to; index++) {
      outputs.slowk[index] = valueAt(scratch.slowk, index);
    }
  },
});
