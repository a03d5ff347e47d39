import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import {
  advanceAverage,
  averageLookback,
  averageParameter,
  averageType,
  beginAverage,
} from '../kernels/average.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';
import { advanceWilderRange, beginWilderRange } from '../kernels/wilder-range.ts';

export const keltner = defineIndicator({
  name: 'keltner',
  aliases: ['kc', 'keltner_channels'],
  title: 'Keltner channels',
  group: 'volatility',
  formula: 'middle = average of the closes, upper and lower = middle ± k · ATR',
  source: 'Linda Raschke’s form (EMA and ATR) of Chester Keltner’s channels (1960); not in TA-Lib',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter('timeperiod', 20, 1, 'bars in the middle average'),
    periodParameter('atr_period', 10, 1, 'bars in the average true range'),
    {
      name: 'multiplier',
      default: 2,
      min: 0,
      max: 100,
      integer: false,
      description: 'average true ranges from the middle to each band',
    },
    { ...averageParameter('matype', 'type of the middle average'), default: 1 },
  ],
  outputs: ['upper', 'middle', 'lower'],
  scratch: ['mean', 'range'],
  missingValues: 'restart',
  warmUp: ({ timeperiod, atr_period, matype }) =>
    Math.max(averageLookback(averageType(matype), timeperiod), atr_period),
  begin: ({ timeperiod, atr_period, matype }) => ({
    mean: beginAverage(averageType(matype), timeperiod),
    range: beginWilderRange(atr_period),
  }),
  advance(state, work, { multiplier }) {
    const { outputs, scratch } = work;
    advanceAverage(state.mean, work.close, scratch.mean, work);
    advanceWilderRange(state.range, work, scratch.range);
    for (let index = work.from; index < work.to; index++) {
      const middle = scratch.mean[index] as number;
      const width = multiplier * (scratch.range[index] as number);
      outputs.upper[index] = middle + width;
      // All three lines begin together.
      outputs.middle[index] = Number.isNaN(width) ? Number.NaN : middle;
      outputs.lower[index] = middle - width;
    }
  },
});

export const donchian = defineIndicator({
  name: 'donchian',
  aliases: ['dc', 'donchian_channels'],
  title: 'Donchian channels',
  group: 'volatility',
  formula:
    'upper = highest high, lower = lowest low of the last n bars with the current one, middle = their mean',
  source: 'Richard Donchian; not in TA-Lib under this name (MAX of highs and MIN of lows)',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 20, 1, 'bars in the channel')],
  outputs: ['upper', 'middle', 'lower'],
  scratch: ['highest', 'lowest'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => ({ highest: beginHighest(timeperiod), lowest: beginLowest(timeperiod) }),
  advance(state, work) {
    const { outputs, scratch } = work;
    advanceExtreme(state.highest, work.high, scratch.highest, work);
    advanceExtreme(state.lowest, work.low, scratch.lowest, work);
    for (let index = work.from; index < work.to; index++) {
      const upper = scratch.highest[index] as number;
      const lower = scratch.lowest[index] as number;
      outputs.upper[index] = upper;
      outputs.middle[index] = (upper + lower) / 2;
      outputs.lower[index] = lower;
    }
  },
});
