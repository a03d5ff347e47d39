import type { BarSeries } from '../../domain/bar.ts';
import { type BuiltInStrategy, buffer, mustExceed, numberOf, period, stopParameters } from './built-in.ts';
import { averageRangeStop, crossing } from './crossing.ts';
import { remembered } from './remember.ts';

interface AverageCross extends Pick<BuiltInStrategy, 'name' | 'aliases' | 'title' | 'description'> {
  /** How the average is called in charts. */
  readonly label: string;
  readonly defaults: { readonly fast: number; readonly slow: number; readonly multiple: number };
  /** Bars that the average of so many bars needs. */
  needs(bars: number): number;
  average(close: Float64Array, bars: number): Float64Array;
}

/** A strategy of two averages of the same kind that cross, with a stop by the average true range. */
export function averageCross(recipe: AverageCross): BuiltInStrategy {
  const { label, defaults, needs, average, ...description } = recipe;
  const line = ({ close }: BarSeries, bars: number) =>
    [`${label} ${bars}`, remembered(close, label, [bars], () => average(close, bars))] as const;
  return {
    ...description,
    rule:
      `buys where the fast ${label} crosses above the slow one if nothing is held, closes where it crosses below, ` +
      'and on other bars at close ≤ entry − atr_multiple · ATR',
    parameters: [
      period('fast_period', defaults.fast, 'bars of the fast average'),
      period('slow_period', defaults.slow, 'bars of the slow average'),
      ...stopParameters(defaults.multiple),
    ],
    leastDays: needs(defaults.slow) + buffer,
    warmUp: (params) => needs(numberOf(params, 'slow_period')),
    check: (params) => mustExceed(params, 'slow_period', 'fast_period'),
    prepare: (bars, params) =>
      crossing({
        fast: line(bars, numberOf(params, 'fast_period')),
        slow: line(bars, numberOf(params, 'slow_period')),
        gate: needs(numberOf(params, 'slow_period')),
        stop: averageRangeStop(bars, params),
      }),
  };
}
