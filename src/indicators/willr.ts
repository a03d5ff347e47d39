import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { rollingHighest, rollingLowest } from './rolling.ts';
import { valueAt } from './typed-array.ts';

export const willr = defineIndicator({
  name: 'willr',
  aliases: ['williams_r', 'williams', 'williamsr'],
  title: 'Williams %R',
  group: 'momentum',
  formula:
    '−100 · (highest high − close) / (highest high − lowest low) of the last n bars; 0 where they are equal',
  source: 'TA-Lib WILLR; Larry Williams',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the range')],
  outputs: ['willr'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  calculate({ high, low, close }, { timeperiod }) {
    const lowest = rollingLowest(low, timeperiod);
    const willr = rollingHighest(high, timeperiod).map((highest, index) => {
      const step = (highest - valueAt(lowest, index)) / -100;
      return step === 0 ? 0 : (highest - valueAt(close, index)) / step;
    });
    return { willr };
  },
});
