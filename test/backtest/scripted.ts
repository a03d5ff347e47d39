import type { OrderOptions, StrategyDefinition } from '../../src/backtest/strategy.ts';

/** What to do at a bar. */
export interface Action extends OrderOptions {
  readonly bar: number;
  readonly do: 'buy' | 'sell' | 'close';
  readonly portion?: number;
}

/** A strategy that does what it is told, whatever the prices. */
export function scripted(actions: readonly Action[]): StrategyDefinition {
  return {
    name: 'test_script',
    aliases: [],
    title: 'Script',
    description: 'Orders by bar',
    parameters: [],
    leastDays: 1,
    prepare: () => ({
      indicators: {},
      next(trader) {
        for (const action of actions) {
          if (action.bar !== trader.index) continue;
          const { bar: _, do: what, portion, ...order } = action;
          if (what === 'close') trader.close(portion);
          else trader[what](order);
        }
      },
    }),
  };
}
