import type { BarSeries } from '../../domain/bar.ts';
import { rollingMean } from './averages/rolling.ts';
import { type BuiltInStrategy, mustExceed, numberOf, period } from './built-in.ts';
import { crossing } from './crossing.ts';
import { remembered } from './remember.ts';

const line = ({ close }: BarSeries, bars: number) =>
  [`SMA ${bars}`, remembered(close, 'SMA', [bars], () => rollingMean(close, bars))] as const;

export const smaCross: BuiltInStrategy = {
  name: 'smacross',
  aliases: ['sma_cross', 'SMACross', 'SMACrossStrategy'],
  title: 'Crossing of simple moving averages',
  description: 'Follows the trend: holds while the average of the last closes is above that of more of them.',
  rule: 'buys where the fast SMA crosses above the slow one, closes where it crosses below',
  parameters: [
    period('fast_period', 10, 'bars of the fast average'),
    period('slow_period', 20, 'bars of the slow average'),
  ],
  leastDays: 21,
  warmUp: (params) => numberOf(params, 'slow_period'),
  check: (params) => mustExceed(params, 'slow_period', 'fast_period'),
  prepare: (bars, params) =>
    crossing({
      fast: line(bars, numberOf(params, 'fast_period')),
      slow: line(bars, numberOf(params, 'slow_period')),
      buysAgain: true,
    }),
};
