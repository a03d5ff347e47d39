import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { rollingHighest, rollingLowest, rollingMean } from './rolling.ts';
import { valueAt } from './typed-array.ts';

export const stoch = defineIndicator({
  name: 'stoch',
  aliases: ['stochastic'],
  title: 'Stochastic oscillator',
  group: 'momentum',
  formula:
    'fast %K = 100 · (close − lowest low) / (highest high − lowest low) of the last n bars (0 where they are ' +
    'equal); slowk = SMA of it, slowd = SMA of slowk',
  source: 'TA-Lib STOCH with SMA for both averages; George Lane',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter(
      'fastk_period',
      14,
      1,
      'bars in the range; 14 is Lane’s and the charts’ usual, TA-Lib’s is 5',
    ),
    periodParameter('slowk_period', 3, 1, 'bars in the average that makes slowk; 1 leaves fast %K'),
    periodParameter('slowd_period', 3, 1, 'bars in the average of slowk'),
  ],
  outputs: ['slowk', 'slowd'],
  missingValues: 'restart',
  // TA-Lib starts both lines with slowd.
  warmUp: ({ fastk_period, slowk_period, slowd_period }) => fastk_period + slowk_period + slowd_period - 3,
  calculate({ high, low, close }, { fastk_period, slowk_period, slowd_period }) {
    const lowest = rollingLowest(low, fastk_period);
    const fast = rollingHighest(high, fastk_period).map((highest, index) => {
      const bottom = valueAt(lowest, index);
      const step = (highest - bottom) / 100;
      return step === 0 ? 0 : (valueAt(close, index) - bottom) / step;
    });
    const slowkStart = fastk_period + slowk_period - 2;
    const slowk = rollingMean(fast, slowk_period, fastk_period - 1);
    const slowd = rollingMean(slowk, slowd_period, slowkStart);
    slowk.fill(Number.NaN, 0, slowkStart + slowd_period - 1);
    return { slowk, slowd };
  },
});
