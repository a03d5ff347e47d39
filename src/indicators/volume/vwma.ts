import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWindowSum } from '../kernels/windows.ts';

export const vwma = defineIndicator({
  name: 'vwma',
  aliases: [],
  title: 'Volume-weighted moving average',
  group: 'volume',
  formula: 'Σ(close · volume) / Σ volume of the last n bars; none where nothing was traded',
  source: 'by definition; not in TA-Lib',
  inputs: ['close', 'volume'],
  parameters: [periodParameter('timeperiod', 20, 1, 'bars in the sums')],
  outputs: ['vwma'],
  scratch: ['turnover', 'turnovers', 'volumes'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { close, volume, scratch, from, to } = work;
    const { turnover, turnovers, volumes } = scratch;
    for (let index = from; index < to; index++)
      turnover[index] = (close[index] as number) * (volume[index] as number);
    advanceWindowSum(turnover, timeperiod, turnovers, work);
    advanceWindowSum(volume, timeperiod, volumes, work);
    for (let index = Math.max(from, timeperiod - 1); index < to; index++) {
      work.outputs.vwma[index] = (turnovers[index] as number) / (volumes[index] as number);
    }
  },
});
