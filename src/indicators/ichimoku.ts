import { defineIndicator } from './define-indicator.ts';
import { type Columns, periodParameter } from './definition.ts';
import { rollingHighest, rollingLowest } from './rolling.ts';
import { valueAt, withoutValues } from './typed-array.ts';

export const ichimoku = defineIndicator({
  name: 'ichimoku',
  aliases: ['ichimoku_cloud'],
  title: 'Ichimoku cloud',
  group: 'trend',
  formula:
    'conversion, base = (highest high + lowest low) / 2 of 9 and 26 bars; span_a = their mean, span_b = the same ' +
    'of 52 bars, both drawn 26 bars later; lagging = close drawn 26 bars earlier',
  source: 'Goichi Hosoda, Ichimoku Kinko Hyo (1969); not in TA-Lib',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter('conversion_period', 9, 1, 'bars of the conversion line (tenkan-sen)'),
    periodParameter('base_period', 26, 1, 'bars of the base line (kijun-sen)'),
    periodParameter('span_b_period', 52, 1, 'bars of the slow span (senkou span B)'),
    periodParameter(
      'displacement',
      26,
      0,
      'bars by which the spans are drawn later and the lagging line earlier',
    ),
  ],
  // `lagging` at a bar is a later bar's close: for drawing only, never for a decision at that bar.
  outputs: ['conversion', 'base', 'span_a', 'span_b', 'lagging'],
  // The lines are shifted against each other, so each waits for its own windows only.
  missingValues: 'own',
  warmUp: ({ conversion_period, base_period, span_b_period, displacement }) =>
    Math.max(conversion_period, base_period, span_b_period) - 1 + displacement,
  calculate(columns, { conversion_period, base_period, span_b_period, displacement }) {
    const conversion = midpoint(columns, conversion_period);
    const base = midpoint(columns, base_period);
    const lead = conversion.map((value, index) => (value + valueAt(base, index)) / 2);
    return {
      conversion,
      base,
      span_a: shift(lead, displacement),
      span_b: shift(midpoint(columns, span_b_period), displacement),
      lagging: shift(columns.close, -displacement),
    };
  },
});

function midpoint({ high, low }: Columns, period: number): Float64Array {
  const lowest = rollingLowest(low, period);
  return rollingHighest(high, period).map((highest, index) => (highest + valueAt(lowest, index)) / 2);
}

/** The values `bars` later (earlier if negative); what falls off the end is dropped. */
function shift(values: Float64Array, bars: number): Float64Array {
  const shifted = withoutValues(values.length);
  for (let index = 0; index < values.length; index++) shifted[index] = valueAt(values, index - bars);
  return shifted;
}
