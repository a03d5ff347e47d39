import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWilderChanges, beginWilderChanges } from '../kernels/wilder-changes.ts';

export const cmo = defineIndicator({
  name: 'cmo',
  aliases: [],
  title: 'Chande momentum oscillator',
  group: 'momentum',
  formula:
    '100 · (G − L) / (G + L), G and L the Wilder means of gains and losses, seeded with the mean of the first n ' +
    'changes (Chande took plain sums); 0 where nothing moved',
  source: 'TA-Lib CMO; Chande and Kroll, The New Technical Trader (1994)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder means')],
  outputs: ['cmo'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: beginWilderChanges,
  advance: (state, work, { timeperiod }) =>
    advanceWilderChanges(state, work.close, timeperiod, work.outputs.cmo, work, true),
});
