import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { valueAt } from '../typed-array.ts';

export const mfi = defineIndicator({
  name: 'mfi',
  aliases: ['money_flow_index'],
  title: 'Money flow index',
  group: 'volume',
  formula:
    '100 · P / (P + N), P and N the sums over n bars of typical price · volume where the typical price rose and fell; ' +
    '0 where P + N is below 1',
  source: 'TA-Lib MFI; Gene Quong and Avrum Soudack, Technical Analysis of Stocks & Commodities (March 1989)',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the sums')],
  outputs: ['mfi'],
  scratch: ['typical', 'rising', 'falling'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => ({ positive: 0, negative: 0 }),
  advance(state, { high, low, close, volume, outputs, scratch, from, to }, { timeperiod }) {
    const { typical, rising, falling } = scratch;
    let { positive, negative } = state;
    for (let index = from; index < to; index++) {
      const price = (valueAt(high, index) + valueAt(low, index) + valueAt(close, index)) / 3;
      const change = index === 0 ? 0 : price - valueAt(typical, index - 1);
      const flow = price * valueAt(volume, index);
      typical[index] = price;
      rising[index] = change > 0 ? flow : 0;
      falling[index] = change < 0 ? flow : 0;
      if (index > timeperiod) {
        positive -= valueAt(rising, index - timeperiod);
        negative -= valueAt(falling, index - timeperiod);
      }
      positive += valueAt(rising, index);
      negative += valueAt(falling, index);
      const sum = positive + negative;
      if (index >= timeperiod) outputs.mfi[index] = sum < 1 ? 0 : 100 * (positive / sum);
    }
    state.positive = positive;
    state.negative = negative;
  },
});
