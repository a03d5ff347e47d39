import type { BarSeries } from '../../domain/bar.ts';
import type { CommissionModel } from '../broker/commission.ts';

/** When a portfolio returns to its target weights: at the first bar of each period, never, or by how far it drifted. */
export type Rebalancing =
  | 'never'
  | 'daily'
  | 'weekly'
  | 'monthly'
  | 'quarterly'
  | 'yearly'
  /** As soon as one weight is further than so much (0 to 1) from its target. */
  | { readonly drift: number };

/** The rules of a portfolio run. Plain data. */
export interface PortfolioSettings {
  /** Cash at the start, currency units. */
  readonly cash: number;
  readonly commission: CommissionModel;
  /** Part of the price by which an order is filled worse. */
  readonly slippage: number;
  /** Whether orders are filled at the close they are decided on, or at the next open. */
  readonly fill: 'close' | 'next-open';
  readonly rebalancing: Rebalancing;
  /** A position is sold at this loss against its mean entry price, percent; null for none. */
  readonly stopLossPercent: number | null;
  /** The smallest part of a share that can be traded. */
  readonly unit: number;
  /** The window that is traded, epoch milliseconds, both ends included; bars before it are history for the weights. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Target weights from the bars up to now, in the order of the series: at least 0, together at most 1, the rest stays
 * cash. Null where they cannot be told; the portfolio then stays as it is.
 * @param history each series up to and including the bar at which the decision is made, and no further
 */
export type Weigh = (history: readonly BarSeries[]) => ArrayLike<number> | null;
