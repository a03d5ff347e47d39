import type { Config } from '../../config/schema.ts';
import { backtestOptimization } from '../../config/sections/backtest-optimization.ts';
import { portfolio as section } from '../../config/sections/portfolio.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import { type AskedDays, askedRange } from '../asked-range.ts';
import { askedSection } from '../asked-section.ts';
import { type AskedBroker, brokerOf } from '../backtest/asked.ts';
import { periodsPerYear } from './estimate.ts';
import { type AllocationQuestion, allocationQuestion, type PortfolioConfig } from './question.ts';

interface AskedTicker {
  readonly symbol: string;
  readonly quantity?: number | undefined;
  readonly percent?: number | undefined;
  readonly amount?: number | undefined;
  /** Billions. */
  readonly marketCap?: number | undefined;
  readonly category?: string | undefined;
}

interface AskedSpan {
  readonly from: string;
  readonly to: string;
}

interface AskedOptimization {
  readonly train?: AskedSpan | undefined;
  readonly test?: AskedSpan | undefined;
  readonly metric?: string | undefined;
  readonly minPercent?: number | undefined;
  readonly maxPercent?: number | undefined;
  readonly useForecast?: boolean | undefined;
  readonly forecastWeight?: number | undefined;
  readonly forecastLength?: number | undefined;
}

/** An allocation as it is asked over the network; what is left out is as configured. */
export interface AskedAllocation extends AskedDays {
  readonly name?: string | undefined;
  readonly tickers?: readonly AskedTicker[] | undefined;
  readonly method?: PortfolioConfig['allocation_method'] | undefined;
  readonly capital?: number | undefined;
  readonly categoryRatios?: Readonly<Record<string, number>> | undefined;
  readonly utilization?: number | undefined;
  readonly fractional?: boolean | undefined;
  readonly minPercent?: number | undefined;
  readonly maxPercent?: number | null | undefined;
  readonly lookback?: number | undefined;
  readonly covariance?: PortfolioConfig['covariance'] | undefined;
  readonly optimization?: AskedOptimization | undefined;
  readonly interval?: Interval | undefined;
  readonly adjust?: AdjustmentBasis | undefined;
}

/** The same, to be tried over the past. */
export interface AskedPortfolioBacktest extends AskedAllocation, AskedBroker {
  readonly rebalance?: PortfolioConfig['rebalance_frequency'] | undefined;
  readonly bandPercent?: number | undefined;
  readonly reestimate?: boolean | undefined;
  readonly stopLossPercent?: number | null | undefined;
  readonly fill?: 'close' | 'next-open' | undefined;
  readonly slippage?: number | undefined;
}

const names: Readonly<Record<string, string>> = {
  initial_capital: 'capital',
  allocation_method: 'method',
  category_ratios: 'categoryRatios',
  allow_fractional_shares: 'fractional',
  capital_utilization_target: 'utilization',
  min_position_size: 'minPercent',
  max_position_size: 'maxPercent',
  lookback_bars: 'lookback',
  rebalance_frequency: 'rebalance',
  rebalance_band_pct: 'bandPercent',
  stop_loss_pct: 'stopLossPercent',
  train_start_date: 'optimization.train.from',
  train_end_date: 'optimization.train.to',
  test_start_date: 'optimization.test.from',
  test_end_date: 'optimization.test.to',
  ranking_metric: 'optimization.metric',
  min_allocation_pct: 'optimization.minPercent',
  max_allocation_pct: 'optimization.maxPercent',
  forecast_weight: 'optimization.forecastWeight',
  forecast_length: 'optimization.forecastLength',
};
const nameOf = (key: string): string => names[key] ?? key;

/**
 * An allocation with what is configured filled in, as `stockula --mode optimize-allocation` does it.
 * @throws StockulaError USAGE for what makes no sense
 */
export function askedAllocation(
  config: Config,
  asked: AskedAllocation & AskedPortfolioBacktest,
): AllocationQuestion {
  const { interval = config.data.interval, adjust = 'total' } = asked;
  periodsPerYear(interval);
  const portfolio = askedSection(section, config.portfolio, portfolioKeys(asked), nameOf);
  if (portfolio.tickers.length === 0) throw noTickers();
  return allocationQuestion(
    {
      portfolio,
      backtest: backtestOf(config, asked),
      backtest_optimization: optimizationOf(config, asked),
      forecast: config.forecast,
    },
    { interval, range: askedRange(config, asked), adjust },
  );
}

/**
 * A backtest of a portfolio, as `stockula --mode backtest` does it: the days of `backtest` come before those of `data`.
 * @throws StockulaError as askedAllocation
 */
export function askedPortfolioBacktest(config: Config, asked: AskedPortfolioBacktest): AllocationQuestion {
  const { data, backtest } = config;
  const days = {
    start_date: backtest.start_date ?? data.start_date,
    end_date: backtest.end_date ?? data.end_date,
  };
  return askedAllocation({ ...config, data: { ...data, ...days } }, asked);
}

function portfolioKeys(asked: AskedPortfolioBacktest): Readonly<Record<string, unknown>> {
  return {
    name: asked.name,
    tickers: asked.tickers?.map(({ symbol, quantity, percent, amount, marketCap, category }) => ({
      symbol,
      quantity: quantity ?? null,
      allocation_pct: percent ?? null,
      allocation_amount: amount ?? null,
      market_cap: marketCap ?? null,
      category: category ?? null,
    })),
    allocation_method: asked.method,
    // The two older switches would win over the method.
    ...(asked.method !== undefined && { dynamic_allocation: false, auto_allocate: false }),
    initial_capital: asked.capital,
    category_ratios: asked.categoryRatios,
    allow_fractional_shares: asked.fractional,
    capital_utilization_target: asked.utilization,
    min_position_size: asked.minPercent,
    max_position_size: asked.maxPercent,
    lookback_bars: asked.lookback,
    covariance: asked.covariance,
    rebalance_frequency: asked.rebalance,
    rebalance_band_pct: asked.bandPercent,
    reestimate: asked.reestimate,
    stop_loss_pct: asked.stopLossPercent,
  };
}

function backtestOf({ backtest }: Config, asked: AskedPortfolioBacktest): Config['backtest'] {
  const fill = asked.fill === 'next-open' ? 'next_open' : asked.fill;
  return {
    ...backtest,
    fill: fill ?? backtest.fill,
    slippage: asked.slippage ?? backtest.slippage,
    commission: asked.commission ?? backtest.commission,
    broker_config: brokerOf(backtest.broker_config, asked),
  };
}

function optimizationOf(config: Config, { optimization }: AskedAllocation): Config['backtest_optimization'] {
  if (optimization === undefined) return config.backtest_optimization;
  const { train, test } = optimization;
  return askedSection(
    backtestOptimization,
    config.backtest_optimization ?? {},
    {
      ...(train && { train_start_date: train.from, train_end_date: train.to }),
      ...(test && { test_start_date: test.from, test_end_date: test.to }),
      ranking_metric: optimization.metric,
      min_allocation_pct: optimization.minPercent,
      max_allocation_pct: optimization.maxPercent,
      use_forecast: optimization.useForecast,
      forecast_weight: optimization.forecastWeight,
      forecast_length: optimization.forecastLength,
    },
    nameOf,
  );
}

function noTickers(): StockulaError {
  return new StockulaError('USAGE', {
    expected: 'instruments to divide capital among',
    got: 'none, and none are configured',
    remedy: 'Name them in tickers.',
  });
}
