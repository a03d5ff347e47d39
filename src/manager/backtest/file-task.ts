import { runBacktest } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { openStrategy, type StrategyReference } from '../strategies/strategy-reference.ts';

interface FileTask {
  readonly reference: StrategyReference;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly bars: BarSeries;
  readonly settings: BacktestSettings;
}

/** Runs the strategy of a file. Throws STRATEGY_INVALID for what the file has wrong. */
export async function runTask({ reference, parameters, bars, settings }: FileTask) {
  const strategy = await openStrategy(reference);
  const params = strategyParameters(strategy, parameters);
  const { title, leastDays } = strategy;
  return { title, leastDays, result: runBacktest(bars, strategy, params, settings) };
}
