import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAverage, averageLookback, beginAverage } from '../kernels/average.ts';

export const trima = defineIndicator({
  name: 'trima',
  aliases: [],
  title: 'Triangular moving average',
  group: 'overlap',
  formula: 'mean of the last n closes with weights 1, 2, … to the middle and back to 1: an SMA of an SMA',
  source: 'TA-Lib TRIMA',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars in the average')],
  outputs: ['trima'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('trima', timeperiod),
  begin: ({ timeperiod }) => beginAverage('trima', timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.trima, work),
});
