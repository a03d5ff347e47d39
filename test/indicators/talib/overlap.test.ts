import { averageTypes } from '../../../src/indicators/kernels/average.ts';
import { overlapIndicators } from '../../../src/indicators/overlap/catalogue.ts';
import { describeEquality } from './comparison.ts';

const periods = (...values: number[]) => values.map((timeperiod) => ({ timeperiod }));

describeEquality(
  overlapIndicators,
  {
    sma: { variants: periods(2, 20, 200) },
    ema: { variants: periods(2, 12, 26) },
    wma: { variants: periods(2, 9, 100) },
    dema: { variants: periods(2, 10, 33) },
    tema: { variants: periods(2, 9, 21) },
    trima: { variants: periods(2, 3, 14, 29) },
    kama: { variants: periods(2, 10, 20) },
    mama: {
      variants: [
        { fastlimit: 0.9, slowlimit: 0.01 },
        { fastlimit: 0.05, slowlimit: 0.5 },
      ],
    },
    t3: {
      variants: [
        { timeperiod: 2, vfactor: 0 },
        { timeperiod: 10, vfactor: 1 },
      ],
    },
    ma: {
      variants: averageTypes.flatMap((_, matype) => [
        { matype, timeperiod: 7 },
        { matype, timeperiod: 1 },
      ]),
    },
    bbands: {
      variants: [
        { timeperiod: 20 },
        { timeperiod: 20, nbdevup: 1, nbdevdn: 2.5 },
        ...averageTypes.map((_, matype) => ({ timeperiod: 10, matype })),
      ],
    },
  },
  ['ichimoku'],
);
