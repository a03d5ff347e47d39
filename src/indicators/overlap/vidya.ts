import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

export const vidya = defineIndicator({
  name: 'vidya',
  aliases: [],
  title: 'Variable index dynamic average',
  group: 'overlap',
  formula:
    'previous + a · (close − previous), a = 2 / (s + 1) · |U − D| / (U + D), U and D the sums of gains and losses of ' +
    'n bars (0 where nothing moved); seeded with the mean of s closes',
  source:
    'Tushar Chande, Technical Analysis of Stocks & Commodities (March 1992) with the momentum oscillator of 1995; ' +
    'not in TA-Lib',
  inputs: ['close'],
  parameters: [
    periodParameter('cmo_period', 9, 1, 'bars n of the momentum'),
    periodParameter('smoothing_period', 12, 1, 'bars s of the factor and the seed'),
  ],
  outputs: ['vidya'],
  missingValues: 'restart',
  warmUp: seedBar,
  begin: () => ({ mean: 0 }),
  advance(state, { close, outputs, from, to }, params) {
    const { cmo_period, smoothing_period } = params;
    const seed = seedBar(params);
    let { mean } = state;
    for (let index = Math.max(from, seed); index < to; index++) {
      if (index === seed) mean = meanOf(close, index, smoothing_period);
      else {
        const factor = (2 / (smoothing_period + 1)) * momentum(close, index, cmo_period);
        mean += factor * ((close[index] as number) - mean);
      }
      outputs.vidya[index] = mean;
    }
    state.mean = mean;
  },
});

/** The bar of the first value: at the next one the momentum has all its changes. */
function seedBar(params: Readonly<Record<'cmo_period' | 'smoothing_period', number>>): number {
  return Math.max(params.cmo_period, params.smoothing_period) - 1;
}

/** Mean of the last `period` values. */
function meanOf(values: Float64Array, last: number, period: number): number {
  let sum = 0;
  for (let index = last - period + 1; index <= last; index++) sum += values[index] as number;
  return sum / period;
}

/** |U − D| / (U + D) of the last `period` changes, added up afresh so that no rounding of earlier ones stays. */
function momentum(values: Float64Array, last: number, period: number): number {
  let rises = 0;
  let falls = 0;
  for (let index = last - period + 1; index <= last; index++) {
    const change = (values[index] as number) - (values[index - 1] as number);
    if (change > 0) rises += change;
    else falls -= change;
  }
  const path = rises + falls;
  return path === 0 ? 0 : Math.abs(rises - falls) / path;
}
