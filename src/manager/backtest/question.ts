import type { BacktestSettings } from '../../backtest/settings.ts';
import type { riskFreeSymbols } from '../../domain/risk-free/annual-rates.ts';
import type { RunOptions } from '../workers/run-tasks.ts';

/** A strategy to test, by name or alias or by the path of a file, with the parameters that are not to be the default. */
export interface StrategyChoice {
  readonly name: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

export type RiskFreeSymbol = (typeof riskFreeSymbols)[number];

/** What is to be tested and by which rules. */
export interface BacktestOptions {
  /** All that come with Stockula where it is empty. */
  readonly strategies: readonly StrategyChoice[];
  readonly settings: Omit<BacktestSettings, 'from' | 'to'>;
  /** Whether indicators warm up on the first bars of the range or on bars before it. */
  readonly warmUp: 'inside' | 'before';
  /** Whose rate ratios are compared with; null for the first that is stored. */
  readonly riskFree: RiskFreeSymbol | null;
  /** What paths of strategy files are relative to. */
  readonly folder: string;
  readonly signal?: AbortSignal | undefined;
  /** Where given, all strategies run on worker threads; progress counts strategies. */
  readonly threads?: RunOptions | undefined;
}
