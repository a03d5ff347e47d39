import { valueAt } from '../../indicators/typed-array.ts';
import { exponentialAverage } from './averages/exponential.ts';
import { type BuiltInStrategy, mustExceed, numberOf, period } from './built-in.ts';
import { crossing } from './crossing.ts';
import { remembered } from './remember.ts';

export const macdCross: BuiltInStrategy = {
  name: 'macd',
  aliases: ['MACD', 'MACDStrategy'],
  title: 'MACD and its signal',
  description: 'Follows the pace of the trend: holds while the MACD line is above its own average.',
  rule: 'buys where the MACD line crosses above its signal line, closes where it crosses below',
  parameters: [
    period('fast_period', 12, 'bars of the fast exponential average'),
    period('slow_period', 26, 'bars of the slow exponential average'),
    period('signal_period', 9, 'bars of the average of the difference'),
  ],
  leastDays: 35,
  // Exponential averages that start with the first close have a value at every bar.
  warmUp: () => 1,
  check: (params) => mustExceed(params, 'slow_period', 'fast_period'),
  prepare({ close }, params) {
    const [fast, slow, signal] = [
      numberOf(params, 'fast_period'),
      numberOf(params, 'slow_period'),
      numberOf(params, 'signal_period'),
    ];
    const average = (bars: number) => remembered(close, 'EMA', [bars], () => exponentialAverage(close, bars));
    const difference = remembered(close, 'MACD', [fast, slow], () =>
      average(fast).map((value, index) => value - valueAt(average(slow), index)),
    );
    const signalLine = remembered(close, 'signal', [fast, slow, signal], () =>
      exponentialAverage(difference, signal),
    );
    return crossing({
      fast: [`MACD ${fast}/${slow}`, difference],
      slow: [`Signal ${signal}`, signalLine],
      buysAgain: true,
    });
  },
};
