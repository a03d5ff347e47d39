import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { rollingMean } from './rolling.ts';
import { valueAt } from './typed-array.ts';

export const volume = defineIndicator({
  name: 'volume',
  aliases: [],
  title: 'Volume against its average',
  group: 'volume',
  formula:
    'current = volume, average = mean of the last n volumes with the current one, ratio = current / average',
  source: 'TA-Lib SMA over the volume',
  inputs: ['volume'],
  parameters: [periodParameter('timeperiod', 20, 2, 'bars in the average')],
  outputs: ['current', 'average', 'ratio'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  calculate({ volume: current }, { timeperiod }) {
    const average = rollingMean(current, timeperiod);
    // Without any trade in the window 0 / 0 leaves NaN: there is no ratio then.
    return { current, average, ratio: average.map((mean, index) => valueAt(current, index) / mean) };
  },
});
