import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

export const cci = defineIndicator({
  name: 'cci',
  aliases: [],
  title: 'Commodity channel index',
  group: 'momentum',
  formula:
    '(TP − mean of TP) / (0.015 · mean |TP − mean of TP|) over n bars, TP = (high + low + close) / 3; 0 where nothing moved',
  source: 'TA-Lib CCI; Donald Lambert, Commodities (October 1980)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the means; the analysis view uses 20')],
  outputs: ['cci'],
  scratch: ['typical'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => null,
  /**
   * Sums in the order of TA-Lib's ring buffer: near zero another order of additions would show. Departs from TA-Lib
   * where the price stands still: there the deviations are rounding residue, and TA-Lib divides it by itself (±66.7
   * for 20 bars at 100.1).
   */
  advance(_, { high, low, close, outputs, scratch: { typical }, from, to }, { timeperiod }) {
    for (let index = from; index < to; index++) {
      const price = ((high[index] as number) + (low[index] as number) + (close[index] as number)) / 3;
      typical[index] = price;
      if (index < timeperiod - 1) continue;
      // Slot s of the ring holds the latest bar t with t % n = s.
      const turn = index - (index % timeperiod);
      const oldest = index - timeperiod + 1;
      let sum = 0;
      for (let bar = turn; bar <= index; bar++) sum += typical[bar] as number;
      for (let bar = oldest; bar < turn; bar++) sum += typical[bar] as number;
      const mean = sum / timeperiod;
      let deviations = 0;
      for (let bar = turn; bar <= index; bar++) deviations += Math.abs((typical[bar] as number) - mean);
      for (let bar = oldest; bar < turn; bar++) deviations += Math.abs((typical[bar] as number) - mean);
      const deviation = deviations / timeperiod;
      const isFlat = deviation <= timeperiod * Number.EPSILON * Math.abs(mean);
      outputs.cci[index] = isFlat ? 0 : (price - mean) / (0.015 * deviation);
    }
  },
});
