import { volumeAdjustedAverage } from './averages/vama.ts';
import { type BuiltInStrategy, buffer, mustExceed, numberOf, period, stopParameters } from './built-in.ts';
import { averageRangeStop, crossing } from './crossing.ts';
import { remembered } from './remember.ts';

export const vama: BuiltInStrategy = {
  name: 'vama',
  aliases: ['VAMA', 'VAMAStrategy'],
  title: 'Volume adjusted moving average',
  description: 'Follows the trend with averages in which days of high volume weigh more. Needs volumes.',
  rule:
    'buys where the fast VAMA crosses above the slow one if nothing is held, closes where it crosses below, and on ' +
    'other bars at close ≤ entry − atr_multiple · ATR',
  parameters: [
    period('vama_period', 8, 'bars of the fast average'),
    period('slow_vama_period', 21, 'bars of the slow average'),
    ...stopParameters(1.5),
  ],
  leastDays: 21 + buffer,
  warmUp: (params) => numberOf(params, 'slow_vama_period'),
  check: (params) => mustExceed(params, 'slow_vama_period', 'vama_period'),
  prepare(bars, params) {
    const line = (name: string) => {
      const count = numberOf(params, name);
      const values = remembered(bars.close, 'VAMA', [count], () =>
        volumeAdjustedAverage(bars.close, bars.volume, count),
      );
      return [`VAMA ${count}`, values] as const;
    };
    return crossing({
      fast: line('vama_period'),
      slow: line('slow_vama_period'),
      gate: numberOf(params, 'slow_vama_period'),
      stop: averageRangeStop(bars, params),
    });
  },
};
