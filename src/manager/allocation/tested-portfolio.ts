import type { MeanOfReturns, PortfolioResult, Rebalance } from '../../backtest/portfolio/result.ts';
import type { PortfolioSettings } from '../../backtest/portfolio/settings.ts';
import type { Statistics } from '../../backtest/statistics/names.ts';
import type { Trade } from '../../backtest/trade.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import { excessRatios } from '../../domain/risk-free/excess-ratios.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { HistoricalRatios } from './allocated-portfolio.ts';
import type { AllocationMethod, AllocationQuestion } from './question.ts';

/** A portfolio that was bought, rebalanced and valued over a range. Plain data; arrays over time fit `ts`. */
export interface TestedPortfolio {
  readonly name: string;
  readonly method: AllocationMethod;
  readonly symbols: readonly string[];
  readonly basis: readonly AdjustmentBasis[];
  readonly settings: PortfolioSettings;
  readonly statistics: Statistics;
  /** Above Treasury rates; null where none are stored. */
  readonly riskFree:
    | (HistoricalRatios & { readonly symbol: string; readonly meanRatePercent: number | null })
    | null;
  /** Epoch milliseconds. */
  readonly ts: readonly number[];
  readonly equity: readonly number[];
  readonly cash: readonly number[];
  readonly drawdownPercent: readonly number[];
  /** For each symbol its part of equity, %. */
  readonly weightsPercent: readonly (readonly number[])[];
  readonly rebalances: readonly Rebalance[];
  readonly annualTurnoverPercent: number | null;
  readonly commissions: number;
  readonly slippage: number;
  readonly stops: number;
  readonly trades: readonly Trade[];
  readonly openTrades: readonly Trade[];
  /** What the older application's way gives for holding each instrument by itself, and why it is another figure. */
  readonly meanOfReturns: MeanOfReturns & { readonly why: string };
  /** The same of backtests of single instruments, where they were handed in: what the older application showed. */
  readonly meanOfRuns: MeanOfRuns | null;
  readonly notes: readonly string[];
  readonly stale: Staleness | null;
}

/** What backtests of single instruments came to. */
export interface SingleRuns {
  /** Of each strategy of each instrument, %. */
  readonly returns: readonly number[];
  /** The first and the last bar of all of them, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Instruments that have none. */
  readonly without: readonly string[];
}

/** Initial value · (1 + mean return of some runs). */
interface MeanOfRuns extends Omit<SingleRuns, 'returns'> {
  readonly runs: number;
  readonly meanPercent: number;
  readonly finalValue: number;
}

interface Surroundings {
  readonly singles: SingleRuns | null;
  readonly basis: readonly AdjustmentBasis[];
  readonly rates: RateSeries | null;
  readonly stale: Staleness | null;
  /** What the asker knows of the weights. */
  readonly told: readonly string[];
  /** Whether the portfolio was bought later than it was asked for. */
  readonly waited: boolean;
}

const why =
  'The mean of returns holds each instrument by itself with the same amount and nothing else: no shared cash, no target weights, no rebalancing, no whole shares, no costs, no stop loss.';

const capsOfToday =
  'Weighed by the market capitalisations of today, which nobody knew then: what has grown most is bought most.';

const quantitiesOfFirst =
  'The quantities are those that the first prices buy: their parts of the capital, which rebalancing returns to, are others at the last prices. "stockula pipeline" holds the parts of the last prices.';

export function testedPortfolio(
  { portfolio }: AllocationQuestion,
  settings: PortfolioSettings,
  result: PortfolioResult,
  { basis, rates, stale, waited, singles, told }: Surroundings,
): TestedPortfolio {
  const { ts, equity, cash, drawdownPercent, weights, meanOfReturns, notes } = result;
  return {
    name: portfolio.name,
    method: portfolio.allocation_method,
    symbols: result.symbols,
    basis,
    settings,
    statistics: result.statistics,
    riskFree: rates === null ? null : ratiosOf(ts, equity, rates),
    ts: [...ts],
    equity: [...equity],
    cash: [...cash],
    drawdownPercent: [...drawdownPercent],
    weightsPercent: weights.map((column) => Array.from(column, (weight) => 100 * weight)),
    rebalances: result.rebalances,
    annualTurnoverPercent: result.annualTurnoverPercent,
    commissions: result.commissions,
    slippage: result.slippage,
    stops: result.stops,
    trades: result.trades,
    openTrades: result.openTrades,
    meanOfReturns: { ...meanOfReturns, why },
    meanOfRuns: meanOfRuns(singles, settings.cash),
    notes: [
      ...told,
      ...(portfolio.allocation_method === 'custom' ? [quantitiesOfFirst] : []),
      ...(waited ? ['Bought later than asked for: the weights could not be told before.'] : []),
      ...(portfolio.allocation_method === 'market_cap' ? [capsOfToday] : []),
      ...notes,
    ],
    stale,
  };
}

function meanOfRuns(singles: SingleRuns | null, cash: number): MeanOfRuns | null {
  if (singles === null || singles.returns.length === 0) return null;
  const { returns, ...about } = singles;
  const meanPercent = returns.reduce((sum, value) => sum + value, 0) / returns.length;
  return { ...about, runs: returns.length, meanPercent, finalValue: cash * (1 + meanPercent / 100) };
}

function ratiosOf(ts: Float64Array, equity: Float64Array, rates: RateSeries): TestedPortfolio['riskFree'] {
  const { dynamic, fixed, meanRatePercent } = excessRatios(ts, equity, rates);
  return {
    symbol: rates.symbol,
    meanRatePercent,
    dynamicSharpe: dynamic.sharpe,
    dynamicSortino: dynamic.sortino,
    fixedSharpe: fixed.sharpe,
    fixedSortino: fixed.sortino,
  };
}
