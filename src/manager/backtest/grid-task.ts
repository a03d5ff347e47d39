import type { GridRun } from '../../backtest/optimise/ranking.ts';
import { backtestStatistics } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { openStrategy, type StrategyReference } from '../strategies/strategy-reference.ts';
import { heldBars, type MarkedBars } from './held-bars.ts';

/** Some combinations of a grid, to be run by a worker thread. */
export interface GridTask {
  readonly series: MarkedBars;
  readonly strategy: StrategyReference;
  readonly combinations: readonly Readonly<Record<string, number>>[];
  readonly settings: BacktestSettings;
}

/** The statistics of each combination, in order. */
export async function runTask({ series, strategy, combinations, settings }: GridTask): Promise<GridRun[]> {
  const definition = await openStrategy(strategy);
  const bars = heldBars(series);
  return combinations.map((params) => ({
    params,
    statistics: backtestStatistics(bars, definition, params, settings),
  }));
}
