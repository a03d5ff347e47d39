import type { Statistics } from '../statistics/names.ts';
import type { Trade } from '../trade.ts';

/** One return to the target weights. */
export interface Rebalance {
  /** Epoch milliseconds of the bar it was filled on. */
  readonly ts: number;
  /** Target weights, parts of 1, in the order of the symbols. */
  readonly weights: readonly number[];
  /** Half of what was bought and sold, percent of equity. */
  readonly turnoverPercent: number;
  /** Commissions and slippage, currency units. */
  readonly costs: number;
}

/** What the older application called the result of a portfolio: every instrument held by itself. */
export interface MeanOfReturns {
  /** From the first to the last close, percent, in the order of the symbols. */
  readonly returnsPercent: readonly number[];
  readonly meanPercent: number;
  /** Initial value · (1 + mean). */
  readonly finalValue: number;
}

/** What a portfolio run came to. Arrays over time have one element for each time of `ts`. */
export interface PortfolioResult {
  readonly symbols: readonly string[];
  /** Epoch milliseconds. */
  readonly ts: Float64Array;
  /** At the close, before orders that are filled at that close. */
  readonly equity: Float64Array;
  readonly cash: Float64Array;
  /** 0 at a peak, negative below it. */
  readonly drawdownPercent: Float64Array;
  /** For each symbol its part of equity (0 to 1) at the close; the rest is cash. */
  readonly weights: readonly Float64Array[];
  readonly rebalances: readonly Rebalance[];
  /** By its definitions for one instrument; buying and holding is the mean of all of them. */
  readonly statistics: Statistics;
  /** Closed trades; `tag` is the symbol, bars are places in `ts`. */
  readonly trades: readonly Trade[];
  readonly openTrades: readonly Trade[];
  readonly commissions: number;
  readonly slippage: number;
  /** Sum of turnover after the first purchase, by the year of the window, percent; null for a window without length. */
  readonly annualTurnoverPercent: number | null;
  readonly stops: number;
  readonly meanOfReturns: MeanOfReturns;
  readonly notes: readonly string[];
}
