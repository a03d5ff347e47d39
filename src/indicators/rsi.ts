import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { isZero, valueAt, withoutValues } from './typed-array.ts';

export const rsi = defineIndicator({
  name: 'rsi',
  aliases: [],
  title: 'Relative strength index',
  group: 'momentum',
  formula:
    '100 · G/(G+L), G and L the Wilder means of gains and losses, seeded with the mean of the first n changes; ' +
    '0 where nothing moved',
  source: 'TA-Lib RSI; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder means')],
  outputs: ['rsi'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  calculate: ({ close }, { timeperiod }) => ({ rsi: relativeStrength(close, timeperiod) }),
});

function relativeStrength(close: Float64Array, period: number): Float64Array {
  const strengths = withoutValues(close.length);
  let gain = 0;
  let loss = 0;
  for (let index = 1; index < close.length; index++) {
    const change = valueAt(close, index) - valueAt(close, index - 1);
    if (index > period) {
      gain *= period - 1;
      loss *= period - 1;
    }
    if (change < 0) loss -= change;
    else gain += change;
    if (index < period) continue;
    gain /= period;
    loss /= period;
    const sum = gain + loss;
    strengths[index] = isZero(sum) ? 0 : 100 * (gain / sum);
  }
  return strengths;
}
