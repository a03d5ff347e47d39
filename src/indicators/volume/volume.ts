import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';

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
  scratch: ['average'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => beginMean(timeperiod),
  advance(state, { volume, outputs, scratch, from, to }) {
    advanceMean(state, volume, scratch.average, { from, to });
    for (let index = from; index < to; index++) {
      const current = volume[index] as number;
      const average = scratch.average[index] as number;
      outputs.current[index] = current;
      outputs.average[index] = average;
      // Without any trade in the window 0 / 0 leaves NaN: there is no ratio then.
      outputs.ratio[index] = current / average;
    }
  },
});
