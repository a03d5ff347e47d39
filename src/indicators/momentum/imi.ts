import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceWindowSum } from '../kernels/windows.ts';

export const imi = defineIndicator({
  name: 'imi',
  aliases: [],
  title: 'Intraday momentum index',
  group: 'momentum',
  formula:
    '100 · U / (U + D) over n bars, U and D the sums of close − open of rising and of open − close of falling ' +
    'bars; no value where no bar rose or fell',
  source: 'TA-Lib IMI; Chande and Kroll, The New Technical Trader (1994)',
  inputs: ['open', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the sums')],
  outputs: ['imi'],
  scratch: ['rise', 'fall', 'rises', 'falls'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  advance(_, work, { timeperiod }) {
    const { open, close, from, to } = work;
    const { rise, fall, rises, falls } = work.scratch;
    for (let index = from; index < to; index++) {
      const change = (close[index] as number) - (open[index] as number);
      const size = Math.abs(change);
      rise[index] = 0.5 * (size + change);
      fall[index] = 0.5 * (size - change);
    }
    advanceWindowSum(rise, timeperiod, rises, work);
    advanceWindowSum(fall, timeperiod, falls, work);
    const { imi: output } = work.outputs;
    for (let index = Math.max(from, timeperiod - 1); index < to; index++) {
      const up = rises[index] as number;
      output[index] = 100 * (up / (up + (falls[index] as number)));
    }
  },
});
