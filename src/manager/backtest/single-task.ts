import { lookAheadNote } from '../../backtest/look-ahead.ts';
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

export interface NamedResult {
  readonly title: string;
  /** Bars below which the result says little. */
  readonly leastDays: number;
  readonly result: BacktestResult;
}

/** @throws StockulaError STRATEGY_INVALID for what a file has wrong, USAGE for the parameters */
export async function runTask({ series, strategy, parameters, settings }: SingleTask): Promise<NamedResult> {
  const definition = await openStrategy(strategy);
  const params = strategyParameters(definition, parameters);
  const { title, leastDays } = definition;
  const bars = heldBars(series);
  const result = runBacktest(bars, definition, params, settings);
  const warning = strategy.kind === 'file' ? lookAheadNote(bars, definition, params, settings, result) : null;
  const notes = warning === null ? result.notes : [warning, ...result.notes];
  return { title, leastDays, result: { ...result, notes } };
}
