import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { averageLookback } from '../kernels/average.ts';
import { advanceT3, beginT3 } from '../kernels/averages/t3.ts';

export const t3 = defineIndicator({
  name: 't3',
  aliases: [],
  title: 'Tillson T3',
  group: 'overlap',
  formula: 'GD of GD of GD, GD = EMA · (1 + v) − EMA of EMA · v',
  source: 'TA-Lib T3; Tim Tillson, Technical Analysis of Stocks & Commodities (January 1998)',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 5, 2, 'bars of each EMA'),
    { name: 'vfactor', default: 0.7, min: 0, max: 1, integer: false, description: 'volume factor v' },
  ],
  outputs: ['t3'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('t3', timeperiod),
  begin: ({ timeperiod, vfactor }) => beginT3(timeperiod, 0, vfactor),
  advance: (state, work) => advanceT3(state, work.close, work.outputs.t3, work),
});
