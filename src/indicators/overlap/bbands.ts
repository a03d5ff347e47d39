import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import {
  advanceAverage,
  averageLookback,
  averageParameter,
  averageType,
  beginAverage,
} from '../kernels/average.ts';
import { advanceDeviation, beginDeviation } from '../kernels/deviation.ts';

const deviations = { min: 0, max: 100, integer: false } as const;

export const bbands = defineIndicator({
  name: 'bbands',
  aliases: ['bollinger', 'bb'],
  title: 'Bollinger bands',
  group: 'overlap',
  formula:
    'middle = average of the closes, upper and lower = middle ± k · population deviation of the last n closes',
  source: 'TA-Lib BBANDS; John Bollinger',
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
    averageParameter('matype', 'type of the middle average'),
  ],
  outputs: ['upper', 'middle', 'lower'],
  scratch: ['mean', 'deviation'],
  missingValues: 'restart',
  warmUp: lookback,
  begin: (params) => ({
    mean: beginAverage(averageType(params.matype), params.timeperiod),
    // As in TA-Lib, the sums begin with the window of the first output: begun earlier, they would round otherwise.
    deviation: beginDeviation(params.timeperiod, lookback(params) - (params.timeperiod - 1)),
    first: lookback(params),
  }),
  advance(state, { close, outputs, scratch, from, to }, { nbdevup, nbdevdn }) {
    advanceAverage(state.mean, close, scratch.mean, { from, to });
    advanceDeviation(state.deviation, close, scratch.deviation, { from, to });
    for (let index = Math.max(from, state.first); index < to; index++) {
      const mean = scratch.mean[index] as number;
      const deviation = scratch.deviation[index] as number;
      outputs.upper[index] = mean + deviation * nbdevup;
      outputs.middle[index] = mean;
      outputs.lower[index] = mean - deviation * nbdevdn;
    }
  },
});

function lookback({ timeperiod, matype }: Readonly<Record<'timeperiod' | 'matype', number>>): number {
  return Math.max(averageLookback(averageType(matype), timeperiod), timeperiod - 1);
}
