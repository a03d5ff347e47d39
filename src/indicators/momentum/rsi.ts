import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { isZero, valueAt } from '../typed-array.ts';

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
  begin: () => ({ gain: 0, loss: 0 }),
  advance(state, { close, outputs, from, to }, { timeperiod }) {
    const strengths = outputs.rsi;
    let { gain, loss } = state;
    for (let index = Math.max(from, 1); index < to; index++) {
      const change = valueAt(close, index) - valueAt(close, index - 1);
      if (index > timeperiod) {
        gain *= timeperiod - 1;
        loss *= timeperiod - 1;
      }
      if (change < 0) loss -= change;
      else gain += change;
      if (index < timeperiod) continue;
      gain /= timeperiod;
      loss /= timeperiod;
      const sum = gain + loss;
      strengths[index] = isZero(sum) ? 0 : 100 * (gain / sum);
    }
    state.gain = gain;
    state.loss = loss;
  },
});
