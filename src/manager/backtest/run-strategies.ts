import { hold } from '../../backtest/hold.ts';
import type { BacktestResult } from '../../backtest/result.ts';
import { runBacktest } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { requireStrategy, strategyCatalogue } from '../../backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../backtest/strategies/parameters.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { strategyReference } from '../strategies/strategy-reference.ts';
import { runTasks } from '../workers/run-tasks.ts';
import { taskKind } from '../workers/task-kind.ts';
import type { BacktestOptions, StrategyChoice } from './question.ts';

export interface NamedResult {
  readonly title: string;
  /** Bars below which the result says little. */
  readonly leastDays: number;
  readonly result: BacktestResult;
}

const fileTask = taskKind<typeof import('./file-task.ts')>(new URL('./file-task.ts', import.meta.url));

/**
 * Runs each chosen strategy. Files of users run in a worker thread, where what never ends can be stopped.
 * @throws StockulaError USAGE, NOT_FOUND or STRATEGY_INVALID for what a choice has wrong
 */
export async function runStrategies(
  bars: BarSeries,
  settings: BacktestSettings,
  { strategies, folder, signal }: BacktestOptions,
): Promise<NamedResult[]> {
  if (settings.holdOnly) {
    return [{ title: hold.title, leastDays: hold.leastDays, result: runBacktest(bars, hold, {}, settings) }];
  }
  const all = strategyCatalogue.map(({ name }) => ({ name, parameters: {} }));
  const chosen = strategies.length > 0 ? strategies : all;
  const results: NamedResult[] = [];
  for (const choice of chosen) results.push(await runOne(choice));
  return results;

  async function runOne({ name, parameters }: StrategyChoice): Promise<NamedResult> {
    const reference = strategyReference(name, folder);
    if (reference.kind === 'file') {
      const tasks = [{ reference, parameters, bars, settings }];
      const [answer] = await runTasks(fileTask, tasks, { signal, threads: 1 });
      if (answer === undefined) throw new Error('a task without an answer');
      return answer;
    }
    signal?.throwIfAborted();
    const strategy = requireStrategy(reference.name);
    const params = strategyParameters(strategy, parameters);
    const { title, leastDays } = strategy;
    return { title, leastDays, result: runBacktest(bars, strategy, params, settings) };
  }
}
