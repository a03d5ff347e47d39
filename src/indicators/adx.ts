import { defineIndicator } from './define-indicator.ts';
import { type Columns, periodParameter } from './definition.ts';
import { trueRange } from './true-range.ts';
import { isZero, valueAt, withoutValues } from './typed-array.ts';

export const adx = defineIndicator({
  name: 'adx',
  aliases: [],
  title: 'Average directional movement index',
  group: 'trend',
  formula:
    'Wilder mean of DX = 100 · |+DI − −DI| / (+DI + −DI), ±DI = 100 · Wilder sum of ±DM / Wilder sum of true range',
  source: 'TA-Lib ADX; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder sums and the mean')],
  outputs: ['adx'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 2 * timeperiod - 1,
  calculate: (columns, { timeperiod }) => ({
    adx: smoothIndex(directionalIndex(columns, timeperiod), timeperiod),
  }),
});

/** Wilder's +DM and −DM of one bar: the larger of the two moves beyond the previous bar's range; none if equal. */
function directionalMovement(high: Float64Array, low: Float64Array, index: number) {
  const up = valueAt(high, index) - valueAt(high, index - 1);
  const down = valueAt(low, index - 1) - valueAt(low, index);
  return { plus: up > 0 && up > down ? up : 0, minus: down > 0 && down > up ? down : 0 };
}

/** DX from bar `period` on; NaN where nothing moved, so that the mean keeps its value there. */
function directionalIndex(columns: Columns, period: number): Float64Array {
  const indices = withoutValues(columns.close.length);
  const ranges = trueRange(columns);
  let plusSum = 0;
  let minusSum = 0;
  let rangeSum = 0;
  for (let index = 1; index < indices.length; index++) {
    const { plus, minus } = directionalMovement(columns.high, columns.low, index);
    const isSeed = index < period;
    plusSum = (isSeed ? plusSum : plusSum - plusSum / period) + plus;
    minusSum = (isSeed ? minusSum : minusSum - minusSum / period) + minus;
    rangeSum = (isSeed ? rangeSum : rangeSum - rangeSum / period) + valueAt(ranges, index);
    if (!isSeed) indices[index] = spread(plusSum, minusSum, rangeSum);
  }
  return indices;
}

function spread(plusSum: number, minusSum: number, rangeSum: number): number {
  if (isZero(rangeSum)) return Number.NaN;
  const plus = 100 * (plusSum / rangeSum);
  const minus = 100 * (minusSum / rangeSum);
  return isZero(plus + minus) ? Number.NaN : 100 * (Math.abs(minus - plus) / (plus + minus));
}

function smoothIndex(indices: Float64Array, period: number): Float64Array {
  const means = withoutValues(indices.length);
  let mean = 0;
  for (let index = period; index < indices.length; index++) {
    const value = valueAt(indices, index);
    const isKnown = !Number.isNaN(value);
    if (index < 2 * period) mean += isKnown ? value : 0;
    else if (isKnown) mean = (mean * (period - 1) + value) / period;
    if (index === 2 * period - 1) mean /= period;
    if (index >= 2 * period - 1) means[index] = mean;
  }
  return means;
}
