import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { efficiencyAt } from '../kernels/efficiency.ts';

export const er = defineIndicator({
  name: 'er',
  aliases: ['efficiency_ratio', 'kaufman_efficiency'],
  title: 'Kaufman efficiency ratio',
  group: 'momentum',
  formula: '|close − close n bars ago| / sum of the n moves between; 0 where nothing moved',
  source: 'Perry Kaufman, Smarter Trading (1995); not in TA-Lib',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 10, 1, 'bars of the way')],
  outputs: ['er'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => null,
  advance(_, { close, outputs, from, to }, { timeperiod }) {
    for (let index = Math.max(from, timeperiod); index < to; index++) {
      outputs.er[index] = efficiencyAt(close, index, timeperiod);
    }
  },
});
