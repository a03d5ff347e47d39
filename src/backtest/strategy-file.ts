import type { BarSeries } from '../domain/bar.ts';
import type { strategyTools } from './strategies/tools.ts';
import type { PreparedStrategy, StrategyParameter } from './strategy.ts';

export type { BarSeries } from '../domain/bar.ts';
export type { OpenTrade, OrderOptions, PreparedStrategy, StrategyParameter, Trader } from './strategy.ts';

/** Averages and the like, given to `prepare`, so that a strategy file needs to import nothing. */
export type StrategyTools = typeof strategyTools;

/** A parameter of a strategy file: its default alone, or with its range. Whole numbers are so by their default. */
type FileParameter = number | (Pick<StrategyParameter, 'default'> & Partial<Omit<StrategyParameter, 'name'>>);

/** What a strategy file exports as `strategy`. */
export interface StrategyFile<Name extends string = string> {
  /** Lower case letters, digits and underscores; by default that of the file. */
  readonly name?: string;
  readonly title?: string;
  readonly description?: string;
  readonly parameters?: Readonly<Record<Name, FileParameter>>;
  /** Bars below which a result says nothing. */
  readonly leastDays?: number;
  /** What is wrong with the combination of parameters, or null. */
  check?(params: Readonly<Record<Name, number>>): string | null;
  /**
   * Calculates what `next` needs, once, before the first bar. `bars` are complete: every price is finite and above 0.
   * While `next` runs, values of bars that have not closed yet are NaN in `bars` and in the returned indicators.
   */
  prepare(bars: BarSeries, params: Readonly<Record<Name, number>>, tools: StrategyTools): PreparedStrategy;
}

/** Has TypeScript know the names of the parameters in `check` and `prepare`; returns what it was given. */
export function defineStrategy<const Name extends string>(strategy: StrategyFile<Name>): StrategyFile<Name> {
  return strategy;
}
