import type { PortfolioFigures } from '../../allocation/figures.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { EstimateReport } from './estimate.ts';
import type { AllocationMethod } from './question.ts';
import type { InstrumentScore } from './scores.ts';

/** One line of an allocation. */
export interface AllocatedPosition {
  readonly symbol: string;
  readonly category: string | null;
  readonly price: number;
  /** Time of the bar whose close the price is, epoch milliseconds. */
  readonly priceAt: number;
  /** Part of the capital that was meant for it, and that its shares are worth, %. */
  readonly targetPercent: number;
  readonly weightPercent: number;
  readonly quantity: number;
  readonly value: number;
  /** Part of the portfolio's variance; null without an estimate. */
  readonly riskPercent: number | null;
  /** What the configuration says is held now; null where it says nothing. */
  readonly current: { readonly quantity: number; readonly value: number } | null;
}

/** A portfolio of the efficient frontier. */
export interface FrontierPoint extends Omit<PortfolioFigures, 'riskContributions'> {
  /** In the order of the positions, %. */
  readonly weightsPercent: readonly number[];
}

/** How capital is divided, and what is to be expected of it. Percentages are of the capital unless said otherwise. */
export interface AllocatedPortfolio {
  readonly name: string;
  readonly method: AllocationMethod;
  readonly capital: number;
  /** What the prices are adjusted for. */
  readonly basis: readonly AdjustmentBasis[];
  readonly positions: readonly AllocatedPosition[];
  readonly invested: number;
  readonly leftover: number;
  readonly utilizationPercent: number;
  /** Value of the quantities that are held now; null where there are none. */
  readonly currentValue: number | null;
  /** By the year; null without an estimate. */
  readonly figures: Omit<PortfolioFigures, 'riskContributions'> | null;
  /** Of what is held now, with the rest of the capital as cash; null without quantities or an estimate. */
  readonly currentFigures: Omit<PortfolioFigures, 'riskContributions'> | null;
  /** Of each instrument by itself, in the order of the positions; empty without an estimate. */
  readonly assets: readonly (Omit<PortfolioFigures, 'riskContributions'> & { readonly symbol: string })[];
  readonly estimate: EstimateReport | null;
  /** From the least risk to the highest return. */
  readonly frontier: readonly FrontierPoint[];
  /** Why backtest_optimized weighs as it does; empty for other methods. */
  readonly scores: readonly InstrumentScore[];
  /** What these weights, kept constant, earned over the returns of the estimate; null without an estimate. */
  readonly history: HistoricalRatios | null;
  readonly notes: readonly string[];
  readonly stale: Staleness | null;
}

/** Ratios above the risk-free rate of each day, and above its mean; null where there is no rate or no risk. */
export interface HistoricalRatios {
  readonly dynamicSharpe: number | null;
  readonly dynamicSortino: number | null;
  readonly fixedSharpe: number | null;
  readonly fixedSortino: number | null;
}
