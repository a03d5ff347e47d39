// A strategy of your own: stockula -m backtest --ticker AAPL --strategy ./examples/turtle.ts
// Types only: this line is gone when the file runs, so the file works in any folder.
import type { StrategyFile } from 'stockula/strategy';

/** The highest (or lowest) of the `period` values before each bar. */
function before(values: Float64Array, period: number, choose: (...some: number[]) => number): Float64Array {
  return values.map((_, index) =>
    index < period ? Number.NaN : choose(...values.subarray(index - period, index)),
  );
}

export const strategy: StrategyFile<'entry_period' | 'exit_period'> = {
  title: 'Turtle breakout',
  description: 'Buys above the highest high of the last 20 bars, sells below the lowest low of the last 10.',
  parameters: {
    entry_period: 20,
    exit_period: { default: 10, min: 1, max: 250, description: 'bars whose lowest low ends the trade' },
  },
  leastDays: 40,
  check: ({ entry_period, exit_period }) =>
    exit_period < entry_period ? null : 'exit_period must be below entry_period',
  prepare({ high, low, close }, { entry_period, exit_period }) {
    const top = before(high, entry_period, Math.max);
    const bottom = before(low, exit_period, Math.min);
    return {
      indicators: { [`High ${entry_period}`]: top, [`Low ${exit_period}`]: bottom },
      next(trader) {
        const price = close[trader.index] ?? Number.NaN;
        if (trader.position.size === 0 && price > (top[trader.index] ?? Number.NaN)) trader.buy();
        else if (price < (bottom[trader.index] ?? Number.NaN)) trader.close();
      },
    };
  },
};
