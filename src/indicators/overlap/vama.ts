import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWindowSum } from '../kernels/windows.ts';

export const vama = defineIndicator({
  name: 'vama',
  aliases: [],
  title: 'Volume-adjusted moving average',
  group: 'overlap',
  formula:
    'Σ(r · close) / Σ r of n bars, r = volume · close / mean volume of n bars; none where nothing was traded',
  source: 'the older application; after Richard Arms; not in TA-Lib',
  inputs: ['close', 'volume'],
  parameters: [periodParameter('timeperiod', 8, 1, 'bars n in the sums and in the mean volume')],
  outputs: ['vama'],
  scratch: ['volumes', 'ratio', 'weighted', 'ratios', 'sums'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 2 * (timeperiod - 1),
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { close, volume, outputs, scratch, from, to } = work;
    const { volumes, ratio, weighted, ratios, sums } = scratch;
    advanceWindowSum(volume, timeperiod, volumes, work);
    for (let index = from; index < to; index++) {
      const mean = (volumes[index] as number) / timeperiod;
      ratio[index] = mean === 0 ? 0 : ((volume[index] as number) * (close[index] as number)) / mean;
      weighted[index] = (ratio[index] as number) * (close[index] as number);
    }
    advanceWindowSum(ratio, timeperiod, ratios, work);
    advanceWindowSum(weighted, timeperiod, sums, work);
    for (let index = Math.max(from, 2 * (timeperiod - 1)); index < to; index++) {
      outputs.vama[index] = (sums[index] as number) / (ratios[index] as number);
    }
  },
});
