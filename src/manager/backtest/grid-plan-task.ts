import { type Grid, gridOf } from '../../backtest/optimise/grid.ts';
import type { StrategyDefinition } from '../../backtest/strategy.ts';
import { openStrategy, type StrategyReference } from '../strategies/strategy-reference.ts';

/** What is to be tried, to be found out by a worker thread where the strategy is a file of the user's. */
export interface GridPlanTask {
  readonly strategy: StrategyReference;
  /** Values by parameter; null for those that suit the strategy. */
  readonly values: Readonly<Record<string, unknown>> | null;
  /** Values of parameters that do not vary. */
  readonly fixed: Readonly<Record<string, unknown>>;
}

export interface GridPlan extends Pick<StrategyDefinition, 'name' | 'title' | 'leastDays'> {
  readonly grid: Grid;
}

export async function runTask({ strategy, values, fixed }: GridPlanTask): Promise<GridPlan> {
  const definition = await openStrategy(strategy);
  const { name, title, leastDays } = definition;
  return { name, title, leastDays, grid: gridOf(definition, values, fixed) };
}
