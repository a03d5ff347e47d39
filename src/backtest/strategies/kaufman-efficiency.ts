import { valueAt } from '../../indicators/typed-array.ts';
import { efficiencyRatio } from './averages/efficiency.ts';
import {
  type BuiltInStrategy,
  buffer,
  decimal,
  mustExceed,
  numberOf,
  period,
  stopParameters,
} from './built-in.ts';
import { averageRangeStop, goLong, leaveLong } from './crossing.ts';
import { remembered } from './remember.ts';

export const kaufmanEfficiency: BuiltInStrategy = {
  name: 'kaufman_efficiency',
  aliases: ['er', 'ER', 'kaufmanefficiency', 'KaufmanEfficiency', 'KaufmanEfficiencyStrategy'],
  title: 'Kaufman’s efficiency ratio',
  description: 'Holds while prices rise in a straight line: ER is the way made good by the way gone.',
  rule:
    'buys at ER > er_upper_threshold and close > close price_trend_period bars ago if nothing is held, closes at ' +
    'ER < er_lower_threshold, and between the two at close ≤ entry − atr_multiple · ATR',
  parameters: [
    period('er_period', 10, 'bars of the efficiency ratio'),
    decimal('er_upper_threshold', 0.5, [0, 1], 'ER above which is bought'),
    decimal('er_lower_threshold', 0.3, [0, 1], 'ER below which is sold'),
    period('price_trend_period', 5, 'bars over which the price must have risen'),
    ...stopParameters(1.8),
  ],
  leastDays: 10 + buffer,
  warmUp: (params) => Math.max(numberOf(params, 'er_period'), numberOf(params, 'price_trend_period')),
  check: (params) => mustExceed(params, 'er_upper_threshold', 'er_lower_threshold'),
  prepare(bars, params) {
    const { close } = bars;
    const count = numberOf(params, 'er_period');
    const [upper, lower] = [numberOf(params, 'er_upper_threshold'), numberOf(params, 'er_lower_threshold')];
    const trend = numberOf(params, 'price_trend_period');
    const ratio = remembered(close, 'ER', [count], () => efficiencyRatio(close, count));
    const stop = averageRangeStop(bars, params);
    return {
      indicators: { [`ER ${count}`]: ratio, ...stop?.indicators },
      next(trader) {
        const { index } = trader;
        const efficiency = valueAt(ratio, index);
        const change = valueAt(close, index) - valueAt(close, index - trend);
        if (efficiency > upper) {
          if (change > 0 && trader.position.size <= 0) goLong(trader);
          else if (change < 0 && trader.direction === 'long-short') leaveLong(trader);
        } else if (efficiency < lower || stop?.isReached(trader)) trader.close();
      },
    };
  },
};
