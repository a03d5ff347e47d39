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
    accbands: { variants: periods(2, 50) },
    midpoint: { variants: periods(2, 3, 100) },
    midprice: { variants: periods(2, 3, 100) },
    sar: {
      variants: [
        { acceleration: 0.3, maximum: 0.1 },
        { acceleration: 0, maximum: 0 },
        { acceleration: 0.05, maximum: 1 },
      ],
    },
    sarext: {
      variants: [
        { startvalue: 90, offsetonreverse: 0.01 },
        { startvalue: -120 },
        { accelerationinitlong: 0.3, accelerationlong: 0.3, accelerationmaxlong: 0.1 },
        { accelerationinitshort: 0.01, accelerationshort: 0.05, accelerationmaxshort: 0.4 },
      ],
    },
    bbands: {
      variants: [
        { timeperiod: 20 },
        { timeperiod: 20, nbdevup: 1, nbdevdn: 2.5 },
        ...averageTypes.map((_, matype) => ({ timeperiod: 10, matype })),
      ],
    },
  },
  ['vidya', 'frama', 'vama', 'kama_seeded', 'ichimoku'],
);
