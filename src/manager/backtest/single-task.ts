import type { BacktestResult } from '../../backtest/result.ts';
import { runBacktest } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import { openStrategy, type StrategyReference } from '../strategies/strategy-reference.ts';
import { heldBars, type MarkedBars } from './held-bars.ts';

/** One run with all that came of it, to be done by a worker thread. */
export interface SingleTask {
  readonly series: MarkedBars;
  readonly strategy: StrategyReference;
  /** As configured: names in any spelling, defaults left out. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly settings: BacktestSettings;
}

export async function runTask({
  series,
  strategy,
  parameters,
  settings,
}: SingleTask): Promise<BacktestResult> {
  const definition = await openStrategy(strategy);
  return runBacktest(heldBars(series), definition, strategyParameters(definition, parameters), settings);
}
