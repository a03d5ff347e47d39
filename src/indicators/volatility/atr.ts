import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWilderRange, beginWilderRange } from '../kernels/wilder-range.ts';

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
  begin: ({ timeperiod }) => beginWilderRange(timeperiod),
  advance: (state, work) => advanceWilderRange(state, work, work.outputs.atr),
});
