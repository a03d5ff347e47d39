import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

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
      const price = ((high[index] as number) + (low[index] as number) + (close[index] as number)) / 3;
      const change = index === 0 ? 0 : price - (typical[index - 1] as number);
      const flow = price * (volume[index] as number);
      typical[index] = price;
      rising[index] = change > 0 ? flow : 0;
      falling[index] = change < 0 ? flow : 0;
      if (index > timeperiod) {
        positive -= rising[index - timeperiod] as number;
        negative -= falling[index - timeperiod] as number;
      }
      positive += rising[index] as number;
      negative += falling[index] as number;
      const sum = positive + negative;
      if (index >= timeperiod) outputs.mfi[index] = sum < 1 ? 0 : 100 * (positive / sum);
    }
    state.positive = positive;
    state.negative = negative;
  },
});
