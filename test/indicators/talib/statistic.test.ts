import { statisticIndicators } from '../../../src/indicators/statistic/catalogue.ts';
import { describeEquality } from './comparison.ts';

const periods = (...values: number[]) => values.map((timeperiod) => ({ timeperiod }));

describeEquality(
  statisticIndicators,
  {
    stddev: { variants: [...periods(2, 20), { timeperiod: 20, nbdev: 2.5 }] },
    var: { variants: periods(1, 2, 20) },
    avgdev: { variants: periods(2, 3, 50) },
    linearreg: { variants: periods(2, 3, 50) },
    linearreg_slope: { variants: periods(2, 3, 50) },
    linearreg_intercept: { variants: periods(2, 3, 50) },
    linearreg_angle: { variants: periods(2, 3, 50) },
    tsf: { variants: periods(2, 3, 50) },
    correl: { variants: periods(1, 2, 5, 100) },
    beta: { variants: periods(1, 2, 30) },
    max: { variants: periods(2, 3, 100) },
    min: { variants: periods(2, 3, 100) },
    minmax: { variants: periods(2, 3, 100) },
    sum: { variants: periods(2, 3, 100) },
  },
  [],
);
