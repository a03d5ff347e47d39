import type { Span } from '../recipe.ts';
import { withoutValues } from '../typed-array.ts';
import type { CascadeState } from './averages/cascade.ts';
import { advanceKaufman, beginKaufman, type KaufmanState } from './averages/kaufman.ts';
import { advanceMesa, beginMesa, type MesaState, mesaWarmUp } from './averages/mesa.ts';
import {
  advanceDoubleExponential,
  advanceTripleExponential,
  beginDoubleExponential,
  beginTripleExponential,
} from './averages/multiple-exponential.ts';
import { advanceT3, beginT3, type T3State } from './averages/t3.ts';
import { advanceTriangular, beginTriangular, type TriangularState } from './averages/triangular.ts';
import { advanceWeighted, beginWeighted, type WeightedState } from './averages/weighted.ts';
import { advanceExponential, beginExponential, type ExponentialState } from './exponential.ts';
import { advanceMean, beginMean, type MeanState } from './mean.ts';

/** The averages that can be chosen as `matype`, by TA-Lib's numbers. */
export const averageTypes = ['sma', 'ema', 'wma', 'dema', 'tema', 'trima', 'kama', 'mama', 't3'] as const;

export type AverageType = (typeof averageTypes)[number];

/** An average of some type with what it carries from bar to bar. */
export type AverageState =
  | { readonly type: 'sma'; readonly of: MeanState }
  | { readonly type: 'ema'; readonly of: ExponentialState }
  | { readonly type: 'wma'; readonly of: WeightedState }
  | { readonly type: 'dema' | 'tema'; readonly of: CascadeState }
  | { readonly type: 'trima'; readonly of: TriangularState }
  | { readonly type: 'kama'; readonly of: KaufmanState }
  | { readonly type: 'mama'; readonly of: MesaState }
  | { readonly type: 't3'; readonly of: T3State };

/** The type with a number of TA-Lib's. */
export function averageType(matype: number): AverageType {
  return averageTypes[matype] ?? 'sma';
}

/**
 * An average of `period` values that begin at bar `first`. As in TA-Lib, one of a single bar is the value itself
 * whatever the type, and MAMA takes no period but its usual limits 0.5 and 0.05.
 */
export function beginAverage(type: AverageType, period: number, first = 0): AverageState {
  switch (period === 1 ? 'sma' : type) {
    case 'sma':
      return { type: 'sma', of: beginMean(period, first) };
    case 'ema':
      return { type: 'ema', of: beginExponential(period, first) };
    case 'wma':
      return { type: 'wma', of: beginWeighted(period, first) };
    case 'dema':
      return { type: 'dema', of: beginDoubleExponential(period, first) };
    case 'tema':
      return { type: 'tema', of: beginTripleExponential(period, first) };
    case 'trima':
      return { type: 'trima', of: beginTriangular(period, first) };
    case 'kama':
      return { type: 'kama', of: beginKaufman(period, first) };
    case 'mama':
      return { type: 'mama', of: beginMesa(0.5, 0.05, first) };
    case 't3':
      return { type: 't3', of: beginT3(period, first) };
  }
}

/** Values before the first one that has an average. */
export function averageLookback(type: AverageType, period: number): number {
  if (period === 1) return 0;
  const perBar = { sma: 1, ema: 1, wma: 1, trima: 1, dema: 2, tema: 3, t3: 6 };
  if (type === 'kama') return period;
  return type === 'mama' ? mesaWarmUp : perBar[type] * (period - 1);
}

/** Goes on over the bars of the span; outputs before the average has a value are left alone. */
export function advanceAverage(
  average: AverageState,
  input: Float64Array,
  output: Float64Array,
  span: Span,
): void {
  switch (average.type) {
    case 'sma':
      advanceMean(average.of, input, output, span);
      break;
    case 'ema':
      advanceExponential(average.of, input, output, span);
      break;
    case 'wma':
      advanceWeighted(average.of, input, output, span);
      break;
    case 'dema':
      advanceDoubleExponential(average.of, input, output, span);
      break;
    case 'tema':
      advanceTripleExponential(average.of, input, output, span);
      break;
    case 'trima':
      advanceTriangular(average.of, input, output, span);
      break;
    case 'kama':
      advanceKaufman(average.of, input, output, span);
      break;
    case 'mama':
      advanceMesa(average.of, input, { mama: output, fama: null }, span);
      break;
    case 't3':
      advanceT3(average.of, input, output, span);
      break;
  }
}

/** The average of a whole column without missing values, NaN during its warm-up. */
export function averageOf(values: Float64Array, type: AverageType, period: number): Float64Array {
  const output = withoutValues(values.length);
  advanceAverage(beginAverage(type, period), values, output, { from: 0, to: values.length });
  return output;
}

/** The parameter that chooses an average: by TA-Lib's number, or by name. */
export function averageParameter<const Name extends string>(name: Name, description: string) {
  return {
    name,
    default: 0,
    min: 0,
    max: averageTypes.length - 1,
    integer: true,
    choices: averageTypes,
    description,
  } as const;
}
