import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { trueRange } from '../kernels/true-range.ts';
import { valueAt } from '../typed-array.ts';

export const atr = defineIndicator({
  name: 'atr',
  aliases: [],
  title: 'Average true range',
  group: 'volatility',
  formula: 'Wilder mean of the true range, seeded with the mean of the first n true ranges',
  source: 'TA-Lib ATR; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 1, 'bars in the Wilder mean')],
  outputs: ['atr'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => ({ mean: 0 }),
  /** Wilder's mean: (previous · (n − 1) + range) / n. */
  advance(state, { high, low, close, outputs, from, to }, { timeperiod }) {
    let { mean } = state;
    for (let index = Math.max(from, 1); index < to; index++) {
      if (index > timeperiod) mean *= timeperiod - 1;
      mean += trueRange(valueAt(high, index), valueAt(low, index), valueAt(close, index - 1));
      if (index < timeperiod) continue;
      mean /= timeperiod;
      outputs.atr[index] = mean;
    }
    state.mean = mean;
  },
});
