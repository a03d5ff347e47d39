import type { BacktestSettings } from '../../backtest/settings.ts';
import { type StatisticName, type Statistics, statisticNames } from '../../backtest/statistics/names.ts';
import type { Trade } from '../../backtest/trade.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { KeptRun } from '../runs/kept-run.ts';

/** The order in which statistics are shown. */
export const statisticOrder: readonly StatisticName[] = statisticNames;

/** Ratios above the rate without risk; null where undefined, with a reason among the notes of the run. */
export interface RiskFreeRatios {
  /** Whose rate it is. */
  readonly symbol: string;
  /** With the rate of each day. */
  readonly 'Sharpe Ratio (Dynamic)': number | null;
  readonly 'Sortino Ratio (Dynamic)': number | null;
  /** With the mean rate on all days. */
  readonly 'Sharpe Ratio (Static)': number | null;
  readonly 'Sortino Ratio (Static)': number | null;
  /** The dynamic ones over the last 252 returns. */
  readonly 'Rolling Sharpe Ratio (252)': number | null;
  readonly 'Rolling Sortino Ratio (252)': number | null;
  readonly 'Avg. Risk-Free Rate [%]': number | null;
  readonly 'Risk-Free Rate Volatility [%]': number | null;
}

/** The equity curve, one value a bar. */
export interface EquityCurve {
  /** Epoch milliseconds. */
  readonly ts: readonly number[];
  readonly equity: readonly number[];
  readonly drawdownPercent: readonly number[];
  /** What buying at the first bar of the curve and holding would have been worth, with no cost. */
  readonly buyAndHold: readonly number[];
}

export interface StrategyRun {
  readonly strategy: string;
  readonly title: string;
  readonly params: Readonly<Record<string, number>>;
  /** By the names of backtesting.py, with our own behind them. */
  readonly statistics: Statistics;
  readonly riskFree: RiskFreeRatios | null;
  readonly trades: readonly Trade[];
  readonly openTrades: readonly Trade[];
  readonly notes: readonly string[];
  /** Of the first run only: of the others it is had by asking for that strategy alone. */
  readonly equity: EquityCurve | null;
}

/** What was traded, by which rules, and whether the answer was kept. */
export interface TestedBars {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly basis: readonly AdjustmentBasis[];
  /** The window that was traded: its first and last bar, epoch milliseconds, and how many it has. */
  readonly from: number;
  readonly to: number;
  readonly bars: number;
  readonly settings: BacktestSettings;
  /** Whether it was kept, to be run again and compared. */
  readonly run: KeptRun;
  readonly stale: Staleness | null;
}

/** Backtests of one symbol. Plain data: JSON carries it without loss. */
export interface BacktestAnswer extends TestedBars {
  /** By return, the best first; those without one last. */
  readonly runs: readonly StrategyRun[];
  readonly notes: readonly string[];
}
