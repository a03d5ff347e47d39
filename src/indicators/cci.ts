import { defineIndicator } from './define-indicator.ts';
import { type Columns, periodParameter } from './definition.ts';
import { valueAt, withoutValues } from './typed-array.ts';

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
  calculate: (columns, { timeperiod }) => ({ cci: channelIndex(columns, timeperiod) }),
});

/**
 * Sums in the order of a ring buffer, as TA-Lib does: near zero another order of additions would show. Departs from
 * TA-Lib where the price stands still: there the deviations are rounding residue, and TA-Lib divides it by itself
 * (±66.7 for 20 bars at 100.1).
 */
function channelIndex({ high, low, close }: Columns, period: number): Float64Array {
  const indices = withoutValues(close.length);
  const ring = new Float64Array(Math.min(period, close.length));
  for (let index = 0; index < close.length; index++) {
    const typical = (valueAt(high, index) + valueAt(low, index) + valueAt(close, index)) / 3;
    ring[index % period] = typical;
    if (index < period - 1) continue;
    let sum = 0;
    for (let slot = 0; slot < period; slot++) sum += valueAt(ring, slot);
    const mean = sum / period;
    let deviations = 0;
    for (let slot = 0; slot < period; slot++) deviations += Math.abs(valueAt(ring, slot) - mean);
    const deviation = deviations / period;
    const isFlat = deviation <= period * Number.EPSILON * Math.abs(mean);
    indices[index] = isFlat ? 0 : (typical - mean) / (0.015 * deviation);
  }
  return indices;
}
