import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMidpoint, beginMidpoint } from '../kernels/midpoint.ts';

export const ichimoku = defineIndicator({
  name: 'ichimoku',
  aliases: ['ichimoku_cloud'],
  title: 'Ichimoku cloud',
  group: 'overlap',
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
  scratch: ['highest', 'lowest', 'conversion', 'base', 'lead', 'spanB'],
  // The lines are shifted against each other, so each waits for its own windows only.
  missingValues: 'own',
  warmUp: ({ conversion_period, base_period, span_b_period, displacement }) =>
    Math.max(conversion_period, base_period, span_b_period) - 1 + displacement,
  begin: ({ conversion_period, base_period, span_b_period }) => ({
    conversion: beginMidpoint(conversion_period),
    base: beginMidpoint(base_period),
    spanB: beginMidpoint(span_b_period),
  }),
  advance(state, work, { displacement }) {
    const { close, outputs, scratch, from, to } = work;
    advanceMidpoint(state.conversion, work, scratch.conversion, scratch);
    advanceMidpoint(state.base, work, scratch.base, scratch);
    advanceMidpoint(state.spanB, work, scratch.spanB, scratch);
    for (let index = from; index < to; index++) {
      const conversion = scratch.conversion[index] as number;
      const base = scratch.base[index] as number;
      scratch.lead[index] = (conversion + base) / 2;
      outputs.conversion[index] = conversion;
      outputs.base[index] = base;
      const shifted = index - displacement;
      if (shifted < 0) continue;
      outputs.span_a[index] = scratch.lead[shifted] as number;
      outputs.span_b[index] = scratch.spanB[shifted] as number;
      // Outputs are searched for infinities as they are written, and this bar has been.
      const price = close[index] as number;
      outputs.lagging[shifted] = Number.isFinite(price) ? price : Number.NaN;
    }
  },
});
