import type { IndicatorDefinition } from '../definition.ts';
import { avgdev } from './avgdev.ts';
import { beta } from './beta.ts';
import { correl } from './correl.ts';
import { max, min, minmax } from './extremes.ts';
import { linearreg, linearregAngle, linearregIntercept, linearregSlope, tsf } from './linear-regression.ts';
import { sum } from './sum.ts';
import { stddev, variance } from './variance.ts';

/** Statistics of a moving window. */
export const statisticIndicators: readonly IndicatorDefinition[] = [
  stddev,
  variance,
  avgdev,
  linearreg,
  linearregSlope,
  linearregIntercept,
  linearregAngle,
  tsf,
  correl,
  beta,
  max,
  min,
  minmax,
  sum,
];
