import type { BarSeries } from '../domain/bar.ts';
import type { Direction } from './settings.ts';

/** A number that tunes a strategy, with its default and the range it may take. */
export interface StrategyParameter {
  readonly name: string;
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly integer: boolean;
  readonly description: string;
}

export interface OrderOptions {
  /** Below 1 a part of what can be spent, from 1 on a number of units; all that can be spent by default. */
  readonly size?: number;
  /** Fill at this price or a better one only. */
  readonly limit?: number;
  /** Wait until this price is reached; then it is a market order, or a limit order where `limit` is given too. */
  readonly stop?: number;
  /** Once filled, close the trade when the price falls to this (rises to it, for a short trade). */
  readonly stopLoss?: number;
  /** Once filled, close the trade when the price rises to this (falls to it, for a short trade). */
  readonly takeProfit?: number;
  readonly tag?: string;
}

/** A trade that is not closed yet. */
export interface OpenTrade {
  /** Units; below 0 for a short trade. */
  readonly size: number;
  /** Index of the bar it was filled on. */
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly tag: string | null;
  /** Moves the stop loss, or takes it away. */
  setStopLoss(price: number | null): void;
  /** Moves the take profit, or takes it away. */
  setTakeProfit(price: number | null): void;
  /** Orders a part of it, or all, to be closed at the next price. */
  close(portion?: number): void;
}

/** What a strategy may do and see at one bar. */
export interface Trader {
  /** Whether the user wants signals of the other side to be sold short, as `backtest.direction` says. */
  readonly direction: Direction;
  /** The bar that has just closed. */
  readonly index: number;
  /** Cash and the value of what is held, at the last close. */
  readonly equity: number;
  /** What can still be spent. */
  readonly cash: number;
  /** All open trades together; size below 0 is short. */
  readonly position: { readonly size: number; readonly plPercent: number };
  readonly trades: readonly OpenTrade[];
  buy(options?: OrderOptions): void;
  sell(options?: OrderOptions): void;
  /** Orders a part of each open trade, or all, to be closed at the next price. */
  close(portion?: number): void;
}

export interface PreparedStrategy {
  /** Drawn over the chart, as long as the bars, NaN in warm-up; trading starts once all have a value. */
  readonly indicators: Readonly<Record<string, Float64Array>>;
  /** Called once per bar after warm-up; must look at nothing after `trader.index`. */
  next(trader: Trader): void;
}

/** A trading rule: what it is called, what tunes it, and how to make it ready for a series of bars. */
export interface StrategyDefinition {
  /** Lower case, as in configuration files. */
  readonly name: string;
  /** Other names it is found by. */
  readonly aliases: readonly string[];
  readonly title: string;
  readonly description: string;
  readonly parameters: readonly StrategyParameter[];
  /** Bars below which a result says nothing. */
  readonly leastDays: number;
  /** What is wrong with the combination, or null. */
  check?(params: Readonly<Record<string, number>>): string | null;
  /** @param bars complete bars: every price is finite and above 0 */
  prepare(bars: BarSeries, params: Readonly<Record<string, number>>): PreparedStrategy;
}
