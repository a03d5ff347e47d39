import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { trueRange } from '../kernels/true-range.ts';
import { isZero, valueAt } from '../typed-array.ts';

export const adx = defineIndicator({
  name: 'adx',
  aliases: [],
  title: 'Average directional movement index',
  group: 'momentum',
  formula:
    'Wilder mean of DX = 100 · |+DI − −DI| / (+DI + −DI), ±DI = 100 · Wilder sum of ±DM / Wilder sum of true range',
  source: 'TA-Lib ADX; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder sums and the mean')],
  outputs: ['adx'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 2 * timeperiod - 1,
  begin: () => ({ plusSum: 0, minusSum: 0, rangeSum: 0, mean: 0 }),
  advance(state, { high, low, close, outputs, from, to }, { timeperiod }) {
    let { plusSum, minusSum, rangeSum, mean } = state;
    for (let index = Math.max(from, 1); index < to; index++) {
      const up = valueAt(high, index) - valueAt(high, index - 1);
      const down = valueAt(low, index - 1) - valueAt(low, index);
      const range = trueRange(valueAt(high, index), valueAt(low, index), valueAt(close, index - 1));
      if (index >= timeperiod) {
        plusSum -= plusSum / timeperiod;
        minusSum -= minusSum / timeperiod;
        rangeSum -= rangeSum / timeperiod;
      }
      // The larger of the two moves beyond the previous bar's range; none if equal.
      if (up > 0 && up > down) plusSum += up;
      else if (down > 0 && down > up) minusSum += down;
      rangeSum += range;
      if (index < timeperiod) continue;
      mean = smoothed(mean, spread(plusSum, minusSum, rangeSum), index, timeperiod);
      if (index >= 2 * timeperiod - 1) outputs.adx[index] = mean;
    }
    state.plusSum = plusSum;
    state.minusSum = minusSum;
    state.rangeSum = rangeSum;
    state.mean = mean;
  },
});

/** DX; NaN where nothing moved. */
function spread(plusSum: number, minusSum: number, rangeSum: number): number {
  if (isZero(rangeSum)) return Number.NaN;
  const plus = 100 * (plusSum / rangeSum);
  const minus = 100 * (minusSum / rangeSum);
  return isZero(plus + minus) ? Number.NaN : 100 * (Math.abs(minus - plus) / (plus + minus));
}

/** Wilder's mean of DX, a sum until bar 2n − 1; keeps its value where nothing moved. */
function smoothed(mean: number, value: number, index: number, period: number): number {
  const isKnown = !Number.isNaN(value);
  if (index >= 2 * period) return isKnown ? (mean * (period - 1) + value) / period : mean;
  const sum = isKnown ? mean + value : mean;
  return index === 2 * period - 1 ? sum / period : sum;
}
