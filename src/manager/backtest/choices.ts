import { brokerNames } from '../../backtest/broker/broker-fees.ts';
import { defaultGrids } from '../../backtest/optimise/default-grids.ts';
import { metricNames } from '../../backtest/optimise/metric.ts';
import type { Config } from '../../config/schema.ts';
import { listStrategies } from '../strategies/strategy-list.ts';

/** What a backtest can be told, and what holds where it is told nothing. Plain data, all of it copies. */
export function backtestChoices({ backtest }: Config) {
  const copied = (values: Readonly<Record<string, readonly number[]>>) =>
    Object.fromEntries(Object.entries(values).map(([name, list]) => [name, [...list]]));
  return {
    strategies: listStrategies().map((strategy) => ({
      ...strategy,
      aliases: [...strategy.aliases],
      groups: [...strategy.groups],
      parameters: [...strategy.parameters],
      grid: copied(defaultGrids[strategy.name] ?? {}),
    })),
    metrics: [...metricNames],
    brokers: [...brokerNames],
    defaults: {
      cash: backtest.initial_cash,
      commission: backtest.commission,
      slippage: backtest.slippage,
      direction: backtest.direction === 'long' ? ('long' as const) : ('long-short' as const),
      fill: backtest.fill === 'close' ? ('close' as const) : ('next-open' as const),
    },
  };
}
