import type { CommissionModel } from './broker/commission.ts';

/** Whether a signal to leave a long trade only closes it, or opens a short one too. */
export type Direction = 'long' | 'long-short';

/** The rules of a run. Plain data, so that it can be handed to a worker thread and stored. */
export interface BacktestSettings {
  /** Cash at the start, currency units. */
  readonly cash: number;
  readonly commission: CommissionModel;
  /** Part of the price by which a market or stop order is filled worse than it was reached. */
  readonly slippage: number;
  /** Where a market order is filled: at the close of the bar it was given on, or at the open of the next one. */
  readonly fill: 'close' | 'next-open';
  /** Each new order cancels the orders before it and closes what is held. */
  readonly exclusiveOrders: boolean;
  /** Whether strategies that know an opposite signal sell short at it; `long` by default. */
  readonly direction?: Direction;
  /** Each trade is closed at this loss, percent of its entry price; null for none. */
  readonly stopLossPercent: number | null;
  /** Close what is held at the last close, so that it counts as a trade. */
  readonly finalizeTrades: boolean;
  /** Buy at the first bar of the window and hold, whatever the strategy. */
  readonly holdOnly?: boolean;
  /** The smallest part of a share that can be traded; 1 by default. */
  readonly unit?: number;
  /** The window that is traded and reported, epoch milliseconds, both ends included; bars before it warm up. */
  readonly from?: number;
  readonly to?: number;
}
