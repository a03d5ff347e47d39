import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAverage, averageLookback, beginAverage } from '../kernels/average.ts';

export const kama = defineIndicator({
  name: 'kama',
  aliases: [],
  title: 'Kaufman adaptive moving average',
  group: 'overlap',
  formula:
    'KAMA = previous + c² · (close − previous), c = ER · (2/3 − 2/31) + 2/31, ER = |close − close n bars ago| / sum of the n moves; starts from a close',
  source: 'TA-Lib KAMA; Perry Kaufman, Trading Systems and Methods (1998)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'bars of the efficiency ratio ER')],
  outputs: ['kama'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => averageLookback('kama', timeperiod),
  begin: ({ timeperiod }) => beginAverage('kama', timeperiod),
  advance: (state, work) => advanceAverage(state, work.close, work.outputs.kama, work),
});
