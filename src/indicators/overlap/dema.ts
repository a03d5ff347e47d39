import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAverage, averageLookback, beginAverage } from '../kernels/average.ts';

export const dema = defineIndicator({
  name: 'dema',
  aliases: [],
  title: 'Double exponential moving average',
  group: 'overlap',
  formula: '2 · EMA − EMA of EMA',
  source: 'TA-Lib DEMA; Patrick Mulloy, Technical Analysis of Stocks & Commodities (February 1994)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars of each EMA')],
  outputs: ['dema'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('dema', timeperiod),
  begin: ({ timeperiod }) => beginAverage('dema', timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.dema, work),
});
