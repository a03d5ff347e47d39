import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { rollingMean } from './rolling.ts';

export const sma = defineIndicator({
  name: 'sma',
  aliases: [],
  title: 'Simple moving average',
  group: 'trend',
  formula: 'mean of the last n closes',
  source: 'TA-Lib SMA',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars in the average')],
  outputs: ['sma'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  calculate: ({ close }, { timeperiod }) => ({ sma: rollingMean(close, timeperiod) }),
});
