import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

export const sum = defineIndicator({
  name: 'sum',
  aliases: [],
  title: 'Sum',
  group: 'statistic',
  formula: 'sum of the last n closes',
  source: 'TA-Lib SUM',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 2, 'closes in the sum')],
  outputs: ['sum'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => ({ sum: 0 }),
  // A running sum in TA-Lib's order of operations.
  advance(state, { close, from, to, outputs: { sum: output } }, { timeperiod }) {
    let running = state.sum;
    for (let index = from; index < to; index++) {
      running += close[index] as number;
      if (index < timeperiod - 1) continue;
      output[index] = running;
      running -= close[index - timeperiod + 1] as number;
    }
    state.sum = running;
  },
});
