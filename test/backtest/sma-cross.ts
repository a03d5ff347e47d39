import { noCommission } from '../../src/backtest/broker/commission.ts';
import type { BacktestSettings } from '../../src/backtest/settings.ts';
import type { StrategyDefinition, StrategyParameter } from '../../src/backtest/strategy.ts';

const at = (values: Float64Array, index: number) => values[index] ?? Number.NaN;

function rollingMean(values: Float64Array, period: number): Float64Array {
  return values.map((_, index) => {
    if (index < period - 1) return Number.NaN;
    const window = values.subarray(index - period + 1, index + 1);
    return window.reduce((sum, value) => sum + value, 0) / period;
  });
}

const crossed = (above: Float64Array, below: Float64Array, index: number) =>
  at(above, index - 1) < at(below, index - 1) && at(above, index) > at(below, index);

const period = (name: string, value: number): StrategyParameter => ({
  name,
  default: value,
  min: 2,
  max: 1000,
  integer: true,
  description: 'bars in the mean',
});

/** Buys where the fast mean crosses the slow one upwards; at the opposite crossing sells short, or only closes. */
export function smaCross(fast: number, slow: number, side: 'both' | 'long' = 'both'): StrategyDefinition {
  return {
    name: 'test_sma_cross',
    aliases: [],
    title: 'SMA cross',
    description: 'Crossing of two simple moving averages',
    parameters: [period('fast', fast), period('slow', slow)],
    leastDays: slow,
    prepare({ close }) {
      const quick = rollingMean(close, fast);
      const calm = rollingMean(close, slow);
      return {
        indicators: { quick, calm },
        next(trader) {
          if (crossed(quick, calm, trader.index)) trader.buy();
          else if (crossed(calm, quick, trader.index)) side === 'both' ? trader.sell() : trader.close();
        },
      };
    },
  };
}

export const plainSettings: BacktestSettings = {
  cash: 10_000,
  commission: noCommission,
  slippage: 0,
  fill: 'next-open',
  exclusiveOrders: true,
  stopLossPercent: null,
  finalizeTrades: false,
};
