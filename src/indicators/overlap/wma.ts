import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAverage, averageLookback, beginAverage } from '../kernels/average.ts';

export const wma = defineIndicator({
  name: 'wma',
  aliases: [],
  title: 'Weighted moving average',
  group: 'overlap',
  formula: '(1 · oldest close + 2 · next + … + n · latest) / (1 + 2 + … + n)',
  source: 'TA-Lib WMA',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars in the average')],
  outputs: ['wma'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('wma', timeperiod),
  begin: ({ timeperiod }) => beginAverage('wma', timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.wma, work),
});
