import { randomUUID } from 'node:crypto';
import { completeBars } from '../../backtest/complete-bars.ts';
import { type Degradation, degradation } from '../../backtest/optimise/degradation.ts';
import { rankingMetric } from '../../backtest/optimise/metric.ts';
import { type GridRun, type HeatMap, heatMapOf, metricOf, ranked } from '../../backtest/optimise/ranking.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import type { StatisticName, Statistics } from '../../backtest/statistics/names.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { counted } from '../../domain/counted.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { StrategyReference } from '../strategies/strategy-reference.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import { sharedBars } from '../workers/shared-array.ts';
import type { MarkedBars } from './held-bars.ts';
import { planGrid, runGrid } from './on-threads.ts';

/** First and last time of a stretch of bars, epoch milliseconds, both included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface OptimiseRequest {
  readonly strategy: StrategyReference;
  /** Values to try by parameter; null for those that suit the strategy. */
  readonly grid: Readonly<Record<string, unknown>> | null;
  /** Configured parameters: they hold where the grid says nothing, and are shown beside the best. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly settings: BacktestSettings;
  /** Statistic to rank by, such as `Return [%]`. */
  readonly metric: string;
  /** How many of the best to tell. */
  readonly best: number;
  /** Where parameters are chosen and where they are tried; null: chosen in all bars, and tried apart from that. */
  readonly split: { readonly train: Span; readonly test: Span } | null;
}

interface RankedRun extends GridRun {
  /** The metric. */
  readonly value: number | null;
}

/** Parameters chosen in one stretch of bars and used in a later one, which they were not fitted to. */
interface Trial {
  readonly params: Readonly<Record<string, number>>;
  /** ISO days. */
  readonly train: readonly [string, string];
  readonly test: readonly [string, string];
  readonly trainResults: Statistics;
  readonly testResults: Statistics;
  /** Percent, below 0 for worse. */
  readonly performanceDegradation: Degradation;
}

export interface Optimisation {
  readonly strategy: string;
  readonly title: string;
  readonly metric: StatisticName;
  readonly lowerIsBetter: boolean;
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly combinations: number;
  readonly skipped: number;
  readonly best: readonly RankedRun[];
  readonly heatMap: HeatMap | null;
  readonly trial: Trial | null;
  readonly notes: readonly string[];
}

/** Part of the bars that parameters are chosen in for the trial, where the user names no dates. */
const trainPart = 0.7;
const leastTrialBars = 60;

const dayMs = 86_400_000;

export function markedBars(bars: BarSeries): MarkedBars {
  return { mark: randomUUID(), bars: sharedBars(completeBars(bars).bars) };
}

/**
 * Tries every combination of a grid on worker threads and ranks them. The best of many tries looks better than it is:
 * beside it stands what parameters chosen in the first part of the bars made of the rest.
 * @throws StockulaError USAGE for the grid or the metric, NO_DATA without bars, STRATEGY_INVALID; the signal's reason
 */
export async function optimise(
  bars: BarSeries,
  request: OptimiseRequest,
  options: RunOptions = {},
): Promise<Optimisation> {
  const { strategy, settings, split } = request;
  const metric = rankingMetric(request.metric);
  const plan = await planGrid({ strategy, values: request.grid, fixed: request.parameters }, options);
  const { combinations, skipped, values } = plan.grid;
  const series = markedBars(bars);
  const window = split === null ? settings : { ...settings, ...split.train };
  const runs = await runGrid(series, strategy, combinations, window, options);
  const order = ranked(runs, metric);
  const [best] = order;
  if (best === undefined) throw new TypeError('A grid without a run');
  const spans = split ?? holdOut(series.bars, settings);
  const trial =
    spans === null
      ? null
      : await tryOut({ series, request, spans, combinations, chosen: split === null ? null : best }, options);
  const without = runs.filter((run) => metricOf(run, metric) === null).length;
  return {
    strategy: plan.name,
    title: plan.title,
    metric: metric.name,
    lowerIsBetter: metric.lowerIsBetter,
    values,
    combinations: combinations.length,
    skipped,
    best: order.slice(0, request.best).map((run) => ({ ...run, value: metricOf(run, metric) })),
    heatMap: heatMapOf(runs, values, metric),
    trial,
    notes: [
      ...(combinations.length > 1 ? [bestOfMany(combinations.length)] : []),
      ...(without > 0 ? [`${counted(without, 'combination')} without ${metric.name}, ranked last.`] : []),
      ...(trial === null ? ['There are too few bars to try the choice on others.'] : []),
    ],
  };
}

const bestOfMany = (count: number) =>
  `The best of ${count} tries on the same bars is better than what to expect of it.`;

interface TryOut {
  readonly series: MarkedBars;
  readonly request: OptimiseRequest;
  readonly spans: { readonly train: Span; readonly test: Span };
  readonly combinations: readonly Readonly<Record<string, number>>[];
  /** The best in the training span, where it is known already. */
  readonly chosen: GridRun | null;
}

async function tryOut(trial: TryOut, options: RunOptions): Promise<Trial> {
  const { series, spans, combinations } = trial;
  const { strategy, settings, metric } = trial.request;
  const runs = trial.chosen
    ? [trial.chosen]
    : await runGrid(series, strategy, combinations, { ...settings, ...spans.train }, options);
  const [train] = ranked(runs, rankingMetric(metric));
  if (train === undefined) throw new TypeError('A grid without a run');
  const [test] = await runGrid(series, strategy, [train.params], { ...settings, ...spans.test }, options);
  if (test === undefined) throw new TypeError('A run without an answer');
  return {
    params: train.params,
    train: days(spans.train),
    test: days(spans.test),
    trainResults: train.statistics,
    testResults: test.statistics,
    performanceDegradation: degradation(train.statistics, test.statistics),
  };
}

const days = ({ from, to }: Span) => [isoDay(from), isoDay(to)] as const;
const isoDay = (ts: number) => new Date(ts).toISOString().slice(0, 10);

/** The first 70 % of the bars of the window and the rest; null where there are too few. */
function holdOut({ ts }: BarSeries, settings: BacktestSettings): { train: Span; test: Span } | null {
  const inside = ts.filter((at) => at >= (settings.from ?? at) && at <= (settings.to ?? at));
  const cut = Math.floor(inside.length * trainPart);
  const [from, end, begin, to] = [inside[0], inside[cut - 1], inside[cut], inside.at(-1)];
  if (inside.length < leastTrialBars) return null;
  if (from === undefined || end === undefined || begin === undefined || to === undefined) return null;
  return { train: { from, to: end }, test: { from: begin, to } };
}

/** Refuses spans that stand the wrong way round, or overlap by more than the day on which one ends and the other begins. */
export function checkSplit(train: Span, test: Span): void {
  if (train.from < train.to && train.to < test.from + dayMs && train.to < test.to && test.from < test.to)
    return;
  throw new StockulaError('USAGE', {
    expected:
      'training before testing, without a day of one in the other, each from an earlier to a later day',
    got: `training ${days(train).join(' to ')}, testing ${days(test).join(' to ')}`,
    remedy:
      'Mend --train-start, --train-end, --test-start and --test-end, or the dates of the configuration.',
  });
}
