import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { rollingMean } from './rolling.ts';
import { valueAt, withoutValues } from './typed-array.ts';

const deviations = { min: 0, max: 100, integer: false } as const;

export const bbands = defineIndicator({
  name: 'bbands',
  aliases: ['bollinger', 'bb'],
  title: 'Bollinger bands',
  group: 'volatility',
  formula:
    'middle = SMA of the closes, upper and lower = middle ± k · population deviation of the last n closes',
  source: 'TA-Lib BBANDS with matype SMA; John Bollinger',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 5, 2, 'bars in the mean and the deviation; the analysis view uses 20'),
    {
      name: 'nbdevup',
      default: 2,
      ...deviations,
      description: 'deviations from the middle to the upper band',
    },
    {
      name: 'nbdevdn',
      default: 2,
      ...deviations,
      description: 'deviations from the middle to the lower band',
    },
  ],
  outputs: ['upper', 'middle', 'lower'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  calculate({ close }, { timeperiod, nbdevup, nbdevdn }) {
    const middle = rollingMean(close, timeperiod);
    const deviation = rollingDeviation(close, middle, timeperiod);
    const upper = middle.map((mean, index) => mean + valueAt(deviation, index) * nbdevup);
    const lower = middle.map((mean, index) => mean - valueAt(deviation, index) * nbdevdn);
    return { upper, middle, lower };
  },
});

/**
 * √(mean of squares − square of mean), as TA-Lib computes it: a variance under 1e-14 counts as none, and where
 * the prices hardly move against their level, rounding leaves a band of about 1e-7 of the price.
 */
function rollingDeviation(values: Float64Array, means: Float64Array, period: number): Float64Array {
  const deviation = withoutValues(values.length);
  let squares = 0;
  for (let index = 0; index < values.length; index++) {
    squares += square(valueAt(values, index));
    const oldest = index - period + 1;
    if (oldest < 0) continue;
    const variance = squares / period - square(valueAt(means, index));
    deviation[index] = variance < 1e-14 ? 0 : Math.sqrt(variance);
    squares -= square(valueAt(values, oldest));
  }
  return deviation;
}

function square(value: number): number {
  return value * value;
}
