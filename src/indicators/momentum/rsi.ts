import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWilderChanges, beginWilderChanges } from '../kernels/wilder-changes.ts';

export const rsi = defineIndicator({
  name: 'rsi',
  aliases: [],
  title: 'Relative strength index',
  group: 'momentum',
  formula:
    '100 · G/(G+L), G and L the Wilder means of gains and losses, seeded with the mean of the first n changes; ' +
    '0 where nothing moved',
  source: 'TA-Lib RSI; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder means')],
  outputs: ['rsi'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: beginWilderChanges,
  advance: (state, work, { timeperiod }) =>
    advanceWilderChanges(state, work.close, timeperiod, work.outputs.rsi, work, false),
});
