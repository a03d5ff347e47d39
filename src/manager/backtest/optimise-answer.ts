import type { WalkSettings } from '../../backtest/optimise/windows.ts';
import type { BacktestSettings } from '../../backtest/settings.ts';
import { strategyCatalogue } from '../../backtest/strategies/catalogue.ts';
import type { BarRange, StoredBars } from '../../domain/market-store.ts';
import { strategyReference } from '../strategies/strategy-reference.ts';
import type { RunOptions } from '../workers/run-tasks.ts';
import type { TestedBars } from './answer.ts';
import { checkSplit, type Optimisation, optimise, type Span } from './optimise.ts';
import type { BacktestOptions, StrategyChoice } from './question.ts';
import { type WalkForward, walkForward } from './walk-forward.ts';

/** What is to be searched for, beside what is to be tested. */
export interface SearchOptions {
  /** Whether to vary parameters; else the configured ones are tried in the spans. */
  readonly optimise: boolean;
  /** Values by strategy and parameter; a strategy that is not named gets values that suit it. */
  readonly grids: Readonly<Record<string, unknown>> | null;
  readonly metric: string;
  readonly best: number;
  readonly split: { readonly train: Span; readonly test: Span } | null;
  readonly walk: WalkSettings | null;
}

/** The search for parameters of one symbol. Plain data: JSON carries it without loss. */
export interface SearchAnswer extends TestedBars {
  /** By strategy, in the order asked for. */
  readonly optimisations: readonly Optimisation[];
  readonly walkForwards: readonly WalkForward[];
}

/**
 * Searches the parameters of each chosen strategy over stored bars.
 * @param run progress counts strategies, and parts of one
 * @throws as `optimise` and `walkForward`
 */
export async function searchBars(
  { series, bases }: StoredBars,
  { from, to }: BarRange,
  options: BacktestOptions,
  search: SearchOptions,
  run: RunOptions,
): Promise<Omit<SearchAnswer, 'stale' | 'run'>> {
  if (search.split !== null) checkSplit(search.split.train, search.split.test);
  const settings: BacktestSettings = {
    ...options.settings,
    holdOnly: false,
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  };
  const all = strategyCatalogue.map(({ name }) => ({ name, parameters: {} }));
  const optimisations: Optimisation[] = [];
  const walkForwards: WalkForward[] = [];
  const choices = options.strategies.length > 0 ? options.strategies : all;
  for (const [at, choice] of choices.entries()) {
    const request = requestOf(choice, options, settings, search);
    const threads = { ...run, onProgress: partOf(run.onProgress, at, choices.length) };
    if (search.walk === null) optimisations.push(await optimise(series, request, threads));
    else walkForwards.push(await walkForward(series, { ...request, walk: search.walk }, threads));
  }
  const inside = series.ts.filter((at) => at >= (from ?? at) && at <= (to ?? at));
  return {
    symbol: series.symbol,
    interval: series.interval,
    basis: bases,
    from: inside[0] ?? 0,
    to: inside.at(-1) ?? 0,
    bars: inside.length,
    settings,
    optimisations,
    walkForwards,
  };
}

/** The progress of one strategy as that of all of them, whose grids are not known before their turn. */
function partOf(onProgress: RunOptions['onProgress'], at: number, count: number): RunOptions['onProgress'] {
  return (done, total) => onProgress?.(at + done / total, count);
}

function requestOf(
  { name, parameters }: StrategyChoice,
  { folder }: BacktestOptions,
  settings: BacktestSettings,
  { optimise: varies, grids, metric, best, split }: SearchOptions,
) {
  const strategy = strategyReference(name, folder);
  const own = strategy.kind === 'built-in' ? strategy.name : name;
  const found = Object.entries(grids ?? {}).find(([key]) => key === name || sameStrategy(key, own));
  const grid = found?.[1];
  const given =
    typeof grid === 'object' && grid !== null ? (grid as Readonly<Record<string, unknown>>) : null;
  return { strategy, grid: varies ? given : {}, parameters, settings, metric, best, split };
}

function sameStrategy(key: string, name: string): boolean {
  const squeeze = (text: string) => text.toLowerCase().replaceAll(/[\s_-]/g, '');
  const known = strategyCatalogue.find((one) => one.name === name);
  return [name, ...(known?.aliases ?? [])].some((alias) => squeeze(alias) === squeeze(key));
}
