import { weightsByScore } from '../../allocation/scores.ts';
import { type StatisticName, statisticNames } from '../../backtest/statistics/names.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import { type RunOptions, runTasks } from '../workers/run-tasks.ts';
import { sharedBars } from '../workers/shared-array.ts';
import { taskKind } from '../workers/task-kind.ts';
import { forecastChanges } from './forecasts.ts';
import { orderTerms } from './order-terms.ts';
import { type AllocationQuestion, boundsOf } from './question.ts';
import type { BestStrategy } from './score-task.ts';
import type { AllocationSources } from './sources.ts';
import { splitOf } from './split.ts';

/** Why an instrument got its weight. */
export interface InstrumentScore extends BestStrategy {
  readonly symbol: string;
  /** Forecast change of the price, %; null where none was asked for. */
  readonly forecast: number | null;
  readonly score: number | null;
}

export interface ScoredPortfolio {
  readonly weights: Float64Array;
  readonly scores: readonly InstrumentScore[];
  readonly notes: readonly string[];
}

const scoring = taskKind<typeof import('./score-task.ts')>(new URL('./score-task.ts', import.meta.url));

/** Statistics of which less is better, so that weights in proportion to them would be upside down. */
const lessIsBetter: readonly StatisticName[] = [
  'Volatility (Ann.) [%]',
  'Commissions [$]',
  'Max. Drawdown Duration',
  'Avg. Drawdown Duration',
];

/**
 * Ranks the strategies of each instrument and weighs the instruments by the best one.
 * @throws StockulaError USAGE without training and test dates, for an unknown statistic, for bounds that cannot be kept
 */
export async function scoredWeights(
  question: AllocationQuestion,
  series: readonly BarSeries[],
  sources: AllocationSources,
  options: RunOptions,
): Promise<ScoredPortfolio> {
  const { train, test } = splitOf(question);
  const forecasts = await forecastChanges(question, test.to, sources, options.signal);
  const metric = metricOf(question.optimization?.ranking_metric ?? 'Return [%]');
  const { portfolio, backtest } = question;
  const heldOnly = new Set<string>(backtest.hold_only_categories);
  const tasks = series.map((bars, index) => ({
    bars: sharedBars(bars),
    train,
    test,
    metric,
    settings: {
      ...orderTerms(question),
      cash: backtest.initial_cash,
      exclusiveOrders: backtest.exclusive_orders,
      stopLossPercent: portfolio.stop_loss_pct || null,
      finalizeTrades: backtest.finalize_trades,
      holdOnly: heldOnly.has(portfolio.tickers[index]?.category ?? ''),
    },
  }));
  const best = await runTasks(scoring, tasks, options);
  const results = best.map(({ test: value }, index) => ({ test: value, forecast: forecasts[index] ?? null }));
  const weight = question.optimization?.forecast_weight ?? 0;
  const { scores, weights, notes } = weightsByScore(results, weight, boundsOf(question));
  return {
    weights,
    notes,
    scores: best.map((each, index) => ({
      symbol: series[index]?.symbol ?? '',
      ...each,
      forecast: forecasts[index] ?? null,
      score: scores[index] ?? null,
    })),
  };
}

function metricOf(name: string): StatisticName {
  const found = statisticNames.find((known) => known.toLowerCase() === name.toLowerCase());
  if (found !== undefined && !lessIsBetter.includes(found) && found !== 'Start' && found !== 'End')
    return found;
  const near = nearestName(name, statisticNames);
  throw new StockulaError('USAGE', {
    expected: 'backtest_optimization.ranking_metric to be a statistic of which more is better',
    got: `"${name}"`,
    remedy:
      near === null || near === found ? 'Use "Return [%]" or "Sharpe Ratio".' : `Did you mean "${near}"?`,
  });
}
