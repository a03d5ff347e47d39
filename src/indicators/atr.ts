import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { trueRange } from './true-range.ts';
import { valueAt, withoutValues } from './typed-array.ts';

export const atr = defineIndicator({
  name: 'atr',
  aliases: [],
  title: 'Average true range',
  group: 'volatility',
  formula: 'Wilder mean of the true range, seeded with the mean of the first n true ranges',
  source: 'TA-Lib ATR; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 1, 'bars in the Wilder mean')],
  outputs: ['atr'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  calculate: (columns, { timeperiod }) => ({ atr: wilderMean(trueRange(columns), timeperiod) }),
});

/** Wilder's mean of values that begin at bar 1: (previous · (n − 1) + value) / n. */
function wilderMean(values: Float64Array, period: number): Float64Array {
  const means = withoutValues(values.length);
  let mean = 0;
  for (let index = 1; index < values.length; index++) {
    if (index > period) mean *= period - 1;
    mean += valueAt(values, index);
    if (index < period) continue;
    mean /= period;
    means[index] = mean;
  }
  return means;
}
