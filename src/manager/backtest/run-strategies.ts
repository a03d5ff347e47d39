import { randomUUID } from 'node:crypto';
import { hold } from '../../backtest/hold.ts';
import { runBacktest } from '../../backtest/run.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { strategyCatalogue } from '../../backtest/strategies/catalogue.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { strategyReference } from '../strategies/strategy-reference.ts';
import { sharedBars } from '../workers/shared-array.ts';
import { runSingles } from './on-threads.ts';
import type { BacktestOptions } from './question.ts';
import { type NamedResult, runTask as runHere } from './single-task.ts';

/** More bars than decades of days have, such as those of minutes: threads run the strategies side by side. */
const manyBars = 20_000;

/**
 * Runs each chosen strategy. Files of users run in worker threads, where what never ends can be stopped.
 * @throws StockulaError USAGE, NOT_FOUND or STRATEGY_INVALID for what a choice has wrong
 */
export async function runStrategies(
  bars: BarSeries,
  settings: BacktestSettings,
  { strategies, folder, signal, threads }: BacktestOptions,
): Promise<NamedResult[]> {
  if (settings.holdOnly) {
    return [{ title: hold.title, leastDays: hold.leastDays, result: runBacktest(bars, hold, {}, settings) }];
  }
  const all = strategyCatalogue.map(({ name }) => ({ name, parameters: {} }));
  const chosen = (strategies.length > 0 ? strategies : all).map(({ name, parameters }) => ({
    strategy: strategyReference(name, folder),
    parameters,
  }));
  const isMuch = bars.ts.length > manyBars;
  if (threads || isMuch || chosen.some(({ strategy }) => strategy.kind === 'file')) {
    const series = { mark: randomUUID(), bars: sharedBars(bars) };
    return runSingles(
      chosen.map((one) => ({ ...one, series, settings })),
      { signal, ...threads },
    );
  }
  const series = { mark: randomUUID(), bars };
  const results: NamedResult[] = [];
  for (const one of chosen) {
    signal?.throwIfAborted();
    results.push(await runHere({ ...one, series, settings }));
  }
  return results;
}
