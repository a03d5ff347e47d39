import type { StrategyParameter } from '../strategy.ts';
import { kaufmanAverage } from './averages/efficiency.ts';
import { fractalAverage } from './averages/frama.ts';
import { vidya as vidyaAverage } from './averages/vidya.ts';
import { type BuiltInStrategy, buffer, mustExceed, numberOf, period, stopParameters } from './built-in.ts';
import { averageRangeStop, crossing } from './crossing.ts';
import { remembered } from './remember.ts';

interface Adaptive extends Pick<BuiltInStrategy, 'name' | 'aliases' | 'title' | 'description' | 'check'> {
  readonly label: string;
  readonly multiple: number;
  readonly parameters: readonly StrategyParameter[];
  /** The parameters, by name, whose larger double is what the slow average needs. */
  readonly longest: readonly string[];
  average(close: Float64Array, periods: readonly number[]): Float64Array;
}

/** A strategy of an average that crosses the same one with all periods doubled, with a stop. */
function adaptiveCross(recipe: Adaptive): BuiltInStrategy {
  const { label, multiple, parameters, longest, average, ...description } = recipe;
  const needs = (value: (name: string) => number) => Math.max(...longest.map((name) => 2 * value(name)));
  const defaults = (name: string) => parameters.find((one) => one.name === name)?.default ?? 0;
  const warmUp = (params: Readonly<Record<string, number>>) => needs((name) => numberOf(params, name));
  return {
    ...description,
    rule:
      `buys where the ${label} crosses above the one of doubled periods if nothing is held, closes where it crosses ` +
      'below, and on other bars at close ≤ entry − atr_multiple · ATR',
    parameters: [...parameters, ...stopParameters(multiple)],
    leastDays: needs(defaults) + buffer,
    warmUp,
    prepare(bars, params) {
      const line = (factor: number) => {
        const periods = parameters.map(({ name }) => factor * numberOf(params, name));
        const values = remembered(bars.close, label, periods, () => average(bars.close, periods));
        return [`${label} ${periods.join('/')}`, values] as const;
      };
      const stop = averageRangeStop(bars, params);
      return crossing({ fast: line(1), slow: line(2), gate: warmUp(params), stop });
    },
  };
}

export const vidya = adaptiveCross({
  name: 'vidya',
  aliases: ['VIDYA', 'VIDYAStrategy'],
  title: 'Variable index dynamic average',
  description:
    'Follows the trend with an average that moves faster the more one-sided the last changes were.',
  label: 'VIDYA',
  multiple: 1.5,
  parameters: [
    period('cmo_period', 9, 'bars of the momentum oscillator; the slow average takes twice as many'),
    period('smoothing_period', 12, 'bars of the average; the slow average takes twice as many'),
  ],
  longest: ['cmo_period', 'smoothing_period'],
  average: (close, [cmo = 1, smoothing = 1]) => vidyaAverage(close, cmo, smoothing),
});

export const kama = adaptiveCross({
  name: 'kama',
  aliases: ['KAMA', 'KAMAStrategy'],
  title: 'Kaufman’s adaptive moving average',
  description: 'Follows the trend with an average that moves faster the straighter prices go.',
  label: 'KAMA',
  multiple: 1.3,
  parameters: [
    period('er_period', 10, 'bars of the efficiency ratio; the slow average takes twice as many'),
    period('fast_period', 2, 'bars of the fastest smoothing; the slow average takes twice as many'),
    period('slow_period', 30, 'bars of the slowest smoothing; the slow average takes twice as many'),
  ],
  longest: ['er_period', 'slow_period'],
  check: (params) => mustExceed(params, 'slow_period', 'fast_period'),
  average: (close, [efficiency = 1, fast = 1, slow = 1]) => kaufmanAverage(close, efficiency, fast, slow),
});

export const frama = adaptiveCross({
  name: 'frama',
  aliases: ['FRAMA', 'FRAMAStrategy'],
  title: 'Fractal adaptive moving average',
  description: 'Follows the trend with an average that moves slower the more jagged prices are.',
  label: 'FRAMA',
  multiple: 1.4,
  parameters: [
    period(
      'frama_period',
      16,
      'bars of the average, an odd number counting as the next; the slow one takes twice as many',
    ),
  ],
  longest: ['frama_period'],
  average: (close, [bars = 1]) => fractalAverage(close, bars),
});
