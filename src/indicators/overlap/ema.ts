import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExponential, beginExponential } from '../kernels/exponential.ts';

export const ema = defineIndicator({
  name: 'ema',
  aliases: [],
  title: 'Exponential moving average',
  group: 'overlap',
  formula: 'EMA = previous + 2/(n+1) · (close − previous), seeded with the mean of the first n closes',
  source: 'TA-Lib EMA',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars; the factor is 2 / (timeperiod + 1)')],
  outputs: ['ema'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => beginExponential(timeperiod),
  advance: (state, work) => advanceExponential(state, work.close, work.outputs.ema, work),
});
