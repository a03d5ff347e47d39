import { joinRuns } from '../../backtest/optimise/join-runs.ts';
import { rankingMetric } from '../../backtest/optimise/metric.ts';
import { metricOf, ranked } from '../../backtest/optimise/ranking.ts';
import {
  type Stretch,
  type WalkSettings,
  type WalkWindow,
  walkWindows,
} from '../../backtest/optimise/windows.ts';
import type { BacktestResult } from '../../backtest/result.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import type { StatisticName, Statistics } from '../../backtest/statistics/names.ts';
import type { BarSeries } from '../../domain/bar.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import type { MarkedBars } from './held-bars.ts';
import { planGrid, runGrid, runSingles } from './on-threads.ts';
import { markedBars, type OptimiseRequest } from './optimise.ts';

export type WalkRequest = Omit<OptimiseRequest, 'split' | 'best'> & { readonly walk: WalkSettings };

/** One window of a walk forward. Days are ISO; returns are percent. */
interface WalkedWindow {
  readonly inSample: readonly [string, string];
  readonly outOfSample: readonly [string, string];
  /** Chosen in sample. */
  readonly params: Readonly<Record<string, number>>;
  readonly metricInSample: number | null;
  readonly metricOutOfSample: number | null;
  readonly returnInSample: number | null;
  readonly returnOutOfSample: number | null;
  readonly annualReturnInSample: number | null;
  readonly trades: number;
}

export interface WalkForward {
  readonly strategy: string;
  readonly title: string;
  readonly metric: StatisticName;
  readonly anchored: boolean;
  readonly inSampleBars: number;
  readonly outOfSampleBars: number;
  /** Values tried, by parameter that varies. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  readonly combinations: number;
  readonly skipped: number;
  readonly windows: readonly WalkedWindow[];
  /** Of all stretches out of sample, one after the other. */
  readonly statistics: Statistics;
  readonly trades: BacktestResult['trades'];
  /** Null in a kept run. */
  readonly equity: { readonly ts: readonly number[]; readonly equity: readonly number[] } | null;
  /**
   * Annual return out of sample by the mean annual return in sample of what was chosen; 1: as good as it looked. Null
   * where nothing was gained in sample.
   */
  readonly efficiencyRatio: number | null;
  readonly notes: readonly string[];
}

/**
 * Chooses parameters in each window and uses them right after it, where they were not fitted. Cash goes on from
 * stretch to stretch; what is held at the end of one is sold there.
 * @throws as `optimise`, and USAGE where no window fits
 */
export async function walkForward(
  bars: BarSeries,
  request: WalkRequest,
  options: RunOptions = {},
): Promise<WalkForward> {
  const { strategy, settings, walk } = request;
  const metric = rankingMetric(request.metric);
  const { grid, name, title } = await planGrid(
    { strategy, values: request.grid, fixed: request.parameters },
    options,
  );
  const series = markedBars(bars);
  const windows = walkWindows(stretchOf(series.bars, settings), walk);
  const total = windows.length * grid.combinations.length;
  const chosen = [];
  for (const [at, window] of windows.entries()) {
    const runs = await runGrid(
      series,
      strategy,
      grid.combinations,
      within(series, settings, window.inSample),
      {
        ...options,
        onProgress: (done) => options.onProgress?.(at * grid.combinations.length + done, total),
      },
    );
    const [best] = ranked(runs, metric);
    if (best !== undefined) chosen.push({ window, best });
  }
  const results: { readonly walked: WalkedWindow; readonly result: BacktestResult }[] = [];
  let { cash } = settings;
  for (const { window, best } of chosen) {
    const own = { ...within(series, settings, window.outOfSample), cash, finalizeTrades: true };
    if (cash <= 0) break;
    const task = { series, strategy, parameters: best.params, settings: own };
    const [one] = await runSingles([task], { signal: options.signal, threads: options.threads });
    if (one === undefined) throw new TypeError('A task without an answer');
    const { result } = one;
    cash = result.equity.equity.at(-1) ?? cash;
    results.push({
      result,
      walked: {
        ...daysOf(series, window),
        params: best.params,
        metricInSample: metricOf(best, metric),
        metricOutOfSample: metricOf({ params: best.params, statistics: result.statistics }, metric),
        returnInSample: numeric(best.statistics['Return [%]']),
        returnOutOfSample: numeric(result.statistics['Return [%]']),
        annualReturnInSample: numeric(best.statistics['Return (Ann.) [%]']),
        trades: result.trades.length,
      },
    });
  }
  const walked = results.map((one) => one.walked);
  const whole = { first: windows[0]?.outOfSample.first ?? 0, last: lastOf(windows, results.length) };
  const joined = joinRuns(
    series.bars,
    results.map((one) => one.result),
    whole,
    settings.cash,
  );
  return {
    strategy: name,
    title,
    metric: metric.name,
    ...walk,
    values: grid.values,
    combinations: grid.combinations.length,
    skipped: grid.skipped,
    windows: walked,
    statistics: joined.statistics,
    trades: joined.trades,
    equity: { ts: [...joined.equity.ts], equity: [...joined.equity.equity] },
    efficiencyRatio: efficiency(walked, joined.statistics),
    notes: [
      'What is held at the end of a window is sold there, at the usual commission.',
      ...(results.length < windows.length ? ['Everything was lost before the last window.'] : []),
      ...joined.notes,
    ],
  };
}

const numeric = (value: number | string | null) => (typeof value === 'number' ? value : null);

function lastOf(windows: readonly WalkWindow[], walked: number): number {
  return windows[walked - 1]?.outOfSample.last ?? 0;
}

function efficiency(windows: readonly WalkedWindow[], statistics: Statistics): number | null {
  const inSample = windows.map((window) => window.annualReturnInSample).filter((value) => value !== null);
  const mean = inSample.reduce((sum, value) => sum + value, 0) / inSample.length;
  const out = numeric(statistics['Return (Ann.) [%]']);
  return mean > 0 && out !== null ? out / mean : null;
}

function stretchOf({ ts }: BarSeries, { from, to }: BacktestSettings): Stretch {
  const first = ts.findIndex((at) => at >= (from ?? at));
  const last = ts.findLastIndex((at) => at <= (to ?? at));
  return { first: first < 0 ? ts.length : first, last };
}

function within(
  { bars }: MarkedBars,
  settings: BacktestSettings,
  { first, last }: Stretch,
): BacktestSettings {
  return { ...settings, from: bars.ts[first] ?? 0, to: bars.ts[last] ?? 0 };
}

function daysOf({ bars }: MarkedBars, window: WalkWindow): Pick<WalkedWindow, 'inSample' | 'outOfSample'> {
  const day = (at: number) => new Date(bars.ts[at] ?? 0).toISOString().slice(0, 10);
  const span = ({ first, last }: Stretch) => [day(first), day(last)] as const;
  return { inSample: span(window.inSample), outOfSample: span(window.outOfSample) };
}
