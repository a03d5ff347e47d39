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
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  /** The typical prices of the last bars; that of bar t has the place t % timeperiod, as in TA-Lib's ring buffer. */
  begin: ({ timeperiod }) => new Float64Array(timeperiod),
  /**
   * Sums in the order of that buffer: near zero another order of additions would show. Departs from TA-Lib where the
   * price stands still: there the deviations are rounding residue, and TA-Lib divides it by itself (±66.7 for 20 bars
   * at 100.1).
   */
  advance(ring, { high, low, close, outputs: { cci: output }, from, to }, { timeperiod }) {
    let place = from % timeperiod;
    for (let index = from; index < to; index++) {
      const price = ((high[index] as number) + (low[index] as number) + (close[index] as number)) / 3;
      ring[place] = price;
      place = place + 1 === timeperiod ? 0 : place + 1;
      if (index < timeperiod - 1) continue;
      let sum = 0;
      for (let at = 0; at < timeperiod; at++) sum += ring[at] as number;
      const mean = sum / timeperiod;
      let deviations = 0;
      for (let at = 0; at < timeperiod; at++) deviations += Math.abs((ring[at] as number) - mean);
      const deviation = deviations / timeperiod;
      const isFlat = deviation <= timeperiod * Number.EPSILON * Math.abs(mean);
      output[index] = isFlat ? 0 : (price - mean) / (0.015 * deviation);
    }
  },
});
