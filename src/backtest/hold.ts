import type { StrategyDefinition } from './strategy.ts';

/** Buys at the first bar with everything and never sells. */
export const hold: StrategyDefinition = {
  name: 'hold',
  aliases: ['buyandhold', 'buy_and_hold'],
  title: 'Buy and hold',
  description: 'Buys at the first bar and holds to the last',
  parameters: [],
  leastDays: 2,
  prepare: () => {
    let bought = false;
    return {
      indicators: {},
      next: (trader) => {
        if (!bought) trader.buy();
        bought = true;
      },
    };
  },
};
