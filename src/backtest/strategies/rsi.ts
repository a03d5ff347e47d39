import { valueAt } from '../../indicators/typed-array.ts';
import { simpleRsi } from './averages/simple-rsi.ts';
import { type BuiltInStrategy, decimal, mustExceed, numberOf, period } from './built-in.ts';
import { goLong, leaveLong } from './crossing.ts';
import { remembered } from './remember.ts';

export const rsiThresholds: BuiltInStrategy = {
  name: 'rsi',
  aliases: ['RSI', 'RSIStrategy'],
  title: 'Relative strength index',
  description:
    'Buys what has fallen fast and sells it once it has risen fast. The RSI is that of simple means.',
  rule: 'buys at RSI < oversold_threshold if nothing is held, closes at RSI > overbought_threshold',
  parameters: [
    period('rsi_period', 14, 'bars in the means of gains and losses'),
    decimal('oversold_threshold', 30, [0, 100], 'RSI below which is bought'),
    decimal('overbought_threshold', 70, [0, 100], 'RSI above which is sold'),
  ],
  leastDays: 15,
  warmUp: (params) => numberOf(params, 'rsi_period'),
  check: (params) => mustExceed(params, 'overbought_threshold', 'oversold_threshold'),
  prepare({ close }, params) {
    const bars = numberOf(params, 'rsi_period');
    const oversold = numberOf(params, 'oversold_threshold');
    const overbought = numberOf(params, 'overbought_threshold');
    const strength = remembered(close, 'RSI', [bars], () => simpleRsi(close, bars));
    return {
      indicators: { [`RSI ${bars}`]: strength },
      next(trader) {
        const value = valueAt(strength, trader.index);
        if (value < oversold) {
          if (trader.position.size <= 0) goLong(trader);
        } else if (value > overbought) leaveLong(trader);
      },
    };
  },
};
