import type { ShrinkageTarget } from '../../allocation/covariance.ts';
import type { Config } from '../../config/schema.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { TimeRange } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { type ForecastOptions, forecastOptions } from '../forecast/options.ts';

export type PortfolioConfig = Config['portfolio'];
export type AllocationMethod = PortfolioConfig['allocation_method'];

/** Which portfolio is asked about, and by which rules. */
export interface AllocationQuestion {
  readonly portfolio: PortfolioConfig;
  readonly backtest: Omit<Config['backtest'], 'strategies' | 'optimization_params'>;
  readonly optimization: Config['backtest_optimization'];
  /** Set where backtest_optimized adds a forecast to its scores. */
  readonly forecasting: ForecastOptions | null;
  readonly interval: Interval;
  readonly range: TimeRange;
  readonly adjust: AdjustmentBasis;
}

/** The question that a configuration asks. */
export function allocationQuestion(
  config: Pick<Config, 'portfolio' | 'backtest_optimization' | 'forecast'> &
    Pick<AllocationQuestion, 'backtest'>,
  asked: Pick<AllocationQuestion, 'interval' | 'range' | 'adjust'>,
): AllocationQuestion {
  const { portfolio, backtest, backtest_optimization: optimization } = config;
  const { interval, range, adjust } = asked;
  const forecasting = optimization?.use_forecast
    ? { ...forecastOptions(config), horizon: optimization.forecast_length, split: null, interval: null }
    : null;
  return { portfolio, backtest, optimization, forecasting, interval, range, adjust };
}

/** Midnight of a date in UTC, or the last millisecond of its day. */
export function timeOf(date: string, edge: 'start' | 'end'): EpochMs {
  return (Date.parse(`${date}T00:00:00Z`) + (edge === 'start' ? 0 : 86_400_000 - 1)) as EpochMs;
}

/** The least and the most weight that a method which weighs by itself may give. */
export function boundsOf({ portfolio, optimization }: AllocationQuestion): { min: number; max: number } {
  const most = portfolio.max_position_size ?? 100;
  if (portfolio.allocation_method !== 'backtest_optimized' || optimization === null) {
    return { min: portfolio.min_position_size / 100, max: most / 100 };
  }
  const { min_allocation_pct: min, max_allocation_pct: max } = optimization;
  return { min: min / 100, max: Math.min(max, most) / 100 };
}

/** How the estimate of risk and return is made. */
export interface EstimateTerms {
  readonly target: ShrinkageTarget;
  /** Returns it is made from, at most. */
  readonly lookback: number;
  readonly interval: Interval;
}

export function estimateTerms({ portfolio, interval }: AllocationQuestion): EstimateTerms {
  return { target: portfolio.covariance, lookback: portfolio.lookback_bars, interval };
}
