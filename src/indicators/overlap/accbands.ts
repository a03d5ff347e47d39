import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';
import { isZero } from '../typed-array.ts';

export const accbands = defineIndicator({
  name: 'accbands',
  aliases: ['acceleration_bands'],
  title: 'Acceleration bands',
  group: 'overlap',
  formula:
    'upper = SMA of high · (1 + w), lower = SMA of low · (1 − w), middle = SMA of the closes, w = 4 · (high − low) / ' +
    '(high + low), 0 where high + low is 0',
  source: 'TA-Lib ACCBANDS; Price Headley, Big Trends in Trading (2002)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 20, 2, 'bars in the means')],
  outputs: ['upper', 'middle', 'lower'],
  scratch: ['raised', 'lowered'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => ({
    upper: beginMean(timeperiod),
    middle: beginMean(timeperiod),
    lower: beginMean(timeperiod),
  }),
  advance(state, work) {
    const { high, low, outputs, scratch, from, to } = work;
    for (let index = from; index < to; index++) {
      const top = high[index] as number;
      const bottom = low[index] as number;
      const sum = top + bottom;
      const width = isZero(sum) ? 0 : (4 * (top - bottom)) / sum;
      scratch.raised[index] = top * (1 + width);
      scratch.lowered[index] = bottom * (1 - width);
    }
    advanceMean(state.upper, scratch.raised, outputs.upper, work);
    advanceMean(state.middle, work.close, outputs.middle, work);
    advanceMean(state.lower, scratch.lowered, outputs.lower, work);
  },
});
