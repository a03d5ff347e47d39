import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMeanDeviation } from '../kernels/mean-deviation.ts';

export const avgdev = defineIndicator({
  name: 'avgdev',
  aliases: ['mean_deviation'],
  title: 'Average deviation',
  group: 'statistic',
  formula: 'mean |close − mean of the closes| over n bars',
  source: 'TA-Lib AVGDEV',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'closes in the means')],
  outputs: ['avgdev'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  advance: (_, work, { timeperiod }) =>
    advanceMeanDeviation(work.close, timeperiod, work.outputs.avgdev, work),
});
