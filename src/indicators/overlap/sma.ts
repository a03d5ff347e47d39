import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';

export const sma = defineIndicator({
  name: 'sma',
  aliases: [],
  title: 'Simple moving average',
  group: 'overlap',
  formula: 'mean of the last n closes',
  source: 'TA-Lib SMA',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars in the average')],
  outputs: ['sma'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => beginMean(timeperiod),
  advance: (state, work) => advanceMean(state, work.close, work.outputs.sma, work),
});
