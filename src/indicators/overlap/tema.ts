import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAverage, averageLookback, beginAverage } from '../kernels/average.ts';

export const tema = defineIndicator({
  name: 'tema',
  aliases: [],
  title: 'Triple exponential moving average',
  group: 'overlap',
  formula: '3 · EMA − 3 · EMA of EMA + EMA of that',
  source: 'TA-Lib TEMA; Patrick Mulloy, Technical Analysis of Stocks & Commodities (January 1994)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars of each EMA')],
  outputs: ['tema'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('tema', timeperiod),
  begin: ({ timeperiod }) => beginAverage('tema', timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.tema, work),
});
