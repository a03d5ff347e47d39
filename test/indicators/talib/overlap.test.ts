import { overlapIndicators } from '../../../src/indicators/overlap/catalogue.ts';
import { describeEquality } from './comparison.ts';

const periods = (...values: number[]) => values.map((timeperiod) => ({ timeperiod }));

describeEquality(
  overlapIndicators,
  {
    sma: { variants: periods(2, 20, 200) },
    ema: { variants: periods(2, 12, 26) },
    bbands: {
      options: ({ timeperiod = 0, nbdevup = 0, nbdevdn = 0 }) => [timeperiod, nbdevup, nbdevdn, 0],
      variants: [{ timeperiod: 20 }, { timeperiod: 20, nbdevup: 1, nbdevdn: 2.5 }],
    },
  },
  ['ichimoku'],
);
