import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import {
  advanceAverage,
  averageLookback,
  averageParameter,
  averageType,
  beginAverage,
} from '../kernels/average.ts';

export const ma = defineIndicator({
  name: 'ma',
  aliases: ['moving_average'],
  title: 'Moving average of a chosen type',
  group: 'overlap',
  formula: 'the average that matype names; of a single bar the close itself',
  source: 'TA-Lib MA',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 30, 1, 'bars in the average (mama takes none)'),
    averageParameter('matype', 'type of the average'),
  ],
  outputs: ['ma'],
  missingValues: 'restart',
  warmUp: ({ timeperiod, matype }) => averageLookback(averageType(matype), timeperiod),
  begin: ({ timeperiod, matype }) => beginAverage(averageType(matype), timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.ma, work),
});
