import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceDeviation, beginDeviation } from '../kernels/deviation.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';
import { valueAt } from '../typed-array.ts';

const deviations = { min: 0, max: 100, integer: false } as const;

export const bbands = defineIndicator({
  name: 'bbands',
  aliases: ['bollinger', 'bb'],
  title: 'Bollinger bands',
  group: 'overlap',
  formula:
    'middle = SMA of the closes, upper and lower = middle ± k · population deviation of the last n closes',
  source: 'TA-Lib BBANDS with matype SMA; John Bollinger',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 5, 2, 'bars in the mean and the deviation; the analysis view uses 20'),
    {
      name: 'nbdevup',
      default: 2,
      ...deviations,
      description: 'deviations from the middle to the upper band',
    },
    {
      name: 'nbdevdn',
      default: 2,
      ...deviations,
      description: 'deviations from the middle to the lower band',
    },
  ],
  outputs: ['upper', 'middle', 'lower'],
  scratch: ['mean', 'deviation'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => ({ mean: beginMean(timeperiod), deviation: beginDeviation(timeperiod) }),
  advance(state, { close, outputs, scratch, from, to }, { nbdevup, nbdevdn }) {
    advanceMean(state.mean, close, scratch.mean, { from, to });
    advanceDeviation(state.deviation, close, scratch.deviation, { from, to });
    for (let index = from; index < to; index++) {
      const mean = valueAt(scratch.mean, index);
      const deviation = valueAt(scratch.deviation, index);
      outputs.upper[index] = mean + deviation * nbdevup;
      outputs.middle[index] = mean;
      outputs.lower[index] = mean - deviation * nbdevdn;
    }
  },
});
