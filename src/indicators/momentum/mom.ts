import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

export const mom = defineIndicator({
  name: 'mom',
  aliases: [],
  title: 'Momentum',
  group: 'momentum',
  formula: 'close − close n bars before',
  source: 'TA-Lib MOM',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 10, 1, 'bars between the two closes')],
  outputs: ['mom'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => null,
  advance(_, { close, from, to, outputs: { mom: output } }, { timeperiod }) {
    for (let index = Math.max(from, timeperiod); index < to; index++) {
      output[index] = (close[index] as number) - (close[index - timeperiod] as number);
    }
  },
});
