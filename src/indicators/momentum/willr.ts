import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';

export const willr = defineIndicator({
  name: 'willr',
  aliases: ['williams_r', 'williams', 'williamsr'],
  title: 'Williams %R',
  group: 'momentum',
  formula:
    '−100 · (highest high − close) / (highest high − lowest low) of the last n bars; 0 where they are equal',
  source: 'TA-Lib WILLR; Larry Williams',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the range')],
  outputs: ['willr'],
  scratch: ['highest', 'lowest'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: ({ timeperiod }) => ({ highest: beginHighest(timeperiod), lowest: beginLowest(timeperiod) }),
  advance(state, work) {
    const { outputs, scratch, from, to } = work;
    advanceExtreme(state.highest, work.high, scratch.highest, work);
    advanceExtreme(state.lowest, work.low, scratch.lowest, work);
    for (let index = from; index < to; index++) {
      const highest = scratch.highest[index] as number;
      const step = (highest - (scratch.lowest[index] as number)) / -100;
      outputs.willr[index] = step === 0 ? 0 : (highest - (work.close[index] as number)) / step;
    }
  },
});
