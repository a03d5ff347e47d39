import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { BacktestSettings } from '../settings.ts';
import type { OrderOptions } from '../strategy.ts';
import type { Trade } from '../trade.ts';
import { affordableShares, orderFee } from './commission.ts';
import { contingentStarts, nearerStop } from './contingent.ts';
import { type Fill, fillOf } from './fill.ts';
import { LiveTrade, type TradeDesk } from './live-trade.ts';
import { Order } from './order.ts';
import { checkBrackets, checkSize } from './order-rules.ts';
import { reportTrade } from './report-trade.ts';

/**
 * Holds cash, orders and trades, and takes them from bar to bar. A bar first fills the orders given before it, in
 * the order of the queue: closing orders and stop losses ahead, then the others as they came. Then equity is noted,
 * and the strategy may give new orders.
 */
export class Broker implements TradeDesk {
  readonly #bars: BarSeries;
  readonly #settings: BacktestSettings;
  readonly #unit: number;
  #orders: Order<LiveTrade>[] = [];
  #index = 0;
  #cash: number;
  readonly trades: LiveTrade[] = [];
  readonly closed: Trade[] = [];
  /** Orders that were dropped because there was not enough cash for them. */
  unaffordable = 0;

  constructor(bars: BarSeries, settings: BacktestSettings, index: number) {
    this.#bars = bars;
    this.#settings = settings;
    this.#unit = settings.unit ?? 1;
    this.#cash = settings.cash;
    this.#index = index;
  }

  get index(): number {
    return this.#index;
  }

  get lastPrice(): number {
    return priceAt(this.#bars.close, this.#index);
  }

  get equity(): number {
    return this.#equityAt(this.lastPrice);
  }

  /** What can be spent, with what is held valued at a price: shorts tie up cash as longs do. */
  spendable(price: number): number {
    let tied = 0;
    for (const trade of this.trades) tied += Math.abs(trade.size) * price;
    return Math.max(0, this.#equityAt(price) - tied);
  }

  /**
   * Fills what the bar fills and returns the equity at its close. Where nothing is left everything is closed, and
   * equity is 0 from here on.
   */
  advance(index: number): number {
    this.#index = index;
    if (this.#orders.length > 0) this.#fillOrders();
    if (this.trades.length === 0) return this.#cash > 0 ? this.#cash : this.#ruin();
    const equity = this.equity;
    return equity > 0 ? equity : this.#ruin();
  }

  place(size: number, options: OrderOptions): void {
    checkSize(Math.abs(size), this.#unit);
    checkBrackets(size > 0, options, this.lastPrice);
    if (this.#settings.exclusiveOrders) {
      for (const order of this.#orders) if (!order.isContingent) order.isWaiting = false;
      this.#sweep();
      for (const trade of this.trades) this.orderClose(trade, 1);
    }
    this.#orders.push(new Order<LiveTrade>('open', size, { ...options, isPart: Math.abs(size) < 1 }));
  }

  orderClose(trade: LiveTrade, portion: number): void {
    const units = Math.max(1, roundHalfEven((Math.abs(trade.size) * portion) / this.#unit));
    const size = -Math.sign(trade.size) * units * this.#unit;
    this.#orders.unshift(new Order('close', size, { trade, tag: trade.tag }));
  }

  setStopLoss(trade: LiveTrade, price: number | null): void {
    this.#drop(trade.stopOrder);
    trade.stopLoss = price;
    trade.stopOrder = price === null ? null : new Order('stop-loss', -trade.size, { stop: price, trade });
    if (trade.stopOrder !== null) this.#orders.unshift(trade.stopOrder);
  }

  setTakeProfit(trade: LiveTrade, price: number | null): void {
    this.#drop(trade.targetOrder);
    trade.takeProfit = price;
    trade.targetOrder =
      price === null ? null : new Order('take-profit', -trade.size, { limit: price, trade });
    if (trade.targetOrder !== null) this.#orders.push(trade.targetOrder);
  }

  /** Closes all that is held at the last close. */
  closeAll(): void {
    for (const trade of this.trades.toReversed()) {
      this.#reduce(trade, -trade.size, this.#slipped(-trade.size, this.lastPrice), this.#index);
    }
  }

  #equityAt(price: number): number {
    let equity = this.#cash;
    for (const trade of this.trades) equity += trade.size * (price - trade.entryPrice);
    return equity;
  }

  #ruin(): number {
    this.closeAll();
    this.#cash = 0;
    this.#orders = [];
    return 0;
  }

  #fillOrders(): void {
    const atClose = this.#settings.fill === 'close';
    for (let again = true; again; ) {
      again = false;
      for (const order of [...this.#orders]) {
        if (!order.isWaiting || order.firstBar > this.#index) continue;
        const fill = fillOf(order, this.#bars, this.#index, atClose);
        if (fill === null) continue;
        if (order.trade === null) again = this.#fillOpening(order, fill) || again;
        else this.#fillClosing(order, order.trade, fill);
      }
      this.#sweep();
    }
  }

  #fillClosing(order: Order<LiveTrade>, trade: LiveTrade, fill: Fill): void {
    order.isWaiting = false;
    if (!trade.isOpen) return;
    const size = Math.sign(order.size) * Math.min(Math.abs(trade.size), Math.abs(order.size));
    const price = order.limit === null ? this.#slipped(size, fill.price) : fill.price;
    this.#reduce(trade, size, price, fill.bar);
  }

  /** Returns whether its stop loss or take profit can be reached on the same bar. */
  #fillOpening(order: Order<LiveTrade>, fill: Fill): boolean {
    order.isWaiting = false;
    const price = order.limit === null ? this.#slipped(order.size, fill.price) : fill.price;
    let size = this.#sizeOf(order, price, fill.price);
    if (size !== 0) size = this.#closeOpposite(size, price, fill.bar);
    else this.unaffordable++;
    if (size === 0) return false;
    const fee = orderFee(this.#settings.commission, Math.abs(size), price);
    if (Math.abs(size) * price + fee > this.spendable(fill.price)) {
      this.unaffordable++;
      return false;
    }
    return this.#open(order, size, price, fee, fill);
  }

  #sizeOf(order: Order<LiveTrade>, price: number, marketPrice: number): number {
    if (!order.isPart) return order.size;
    const budget = this.spendable(marketPrice) * Math.abs(order.size);
    const shares = affordableShares(this.#settings.commission, budget, price, this.#unit);
    return Math.sign(order.size) * shares;
  }

  /** Closes trades in the other direction, the oldest first; returns what is left of the order. */
  #closeOpposite(size: number, price: number, bar: number): number {
    let left = size;
    for (const trade of [...this.trades]) {
      if (trade.size > 0 === left > 0 || left === 0) continue;
      const part = Math.sign(left) * Math.min(Math.abs(left), Math.abs(trade.size));
      this.#reduce(trade, part, price, bar);
      left = this.#toUnits(left - part);
    }
    return left;
  }

  #open(order: Order<LiveTrade>, size: number, price: number, fee: number, fill: Fill): boolean {
    const trade = new LiveTrade(this, size, fill.bar, price, fee, order.tag);
    this.trades.push(trade);
    this.#cash -= fee;
    this.setTakeProfit(trade, order.takeProfit);
    this.setStopLoss(trade, nearerStop(size, price, order.stopLoss, this.#settings.stopLossPercent));
    return contingentStarts(trade, order, fill, this.#bars, this.#index);
  }

  /** Closes a part of a trade, or all of it; `size` is of the opposite sign. */
  #reduce(trade: LiveTrade, size: number, price: number, bar: number): void {
    const part = Math.abs(size / trade.size);
    const entryFee = trade.entryFee * part;
    const exitFee = orderFee(this.#settings.commission, Math.abs(size), price);
    this.#cash += -size * (price - trade.entryPrice) - exitFee;
    this.closed.push(
      reportTrade(trade, this.#bars, { size: -size, commission: entryFee + exitFee, exitBar: bar, price }),
    );
    trade.size = this.#toUnits(trade.size + size);
    trade.entryFee -= entryFee;
    if (trade.stopOrder !== null) trade.stopOrder.size = -trade.size;
    if (trade.targetOrder !== null) trade.targetOrder.size = -trade.size;
    if (trade.size !== 0) return;
    trade.isOpen = false;
    this.trades.splice(this.trades.indexOf(trade), 1);
    this.#drop(trade.stopOrder);
    this.#drop(trade.targetOrder);
  }

  #slipped(size: number, price: number): number {
    return price * (1 + Math.sign(size) * this.#settings.slippage);
  }

  /** Without the residue of adding decimal fractions. */
  #toUnits(size: number): number {
    return Math.round(size / this.#unit) * this.#unit;
  }

  #drop(order: Order<LiveTrade> | null): void {
    if (order === null) return;
    order.isWaiting = false;
    this.#sweep();
  }

  #sweep(): void {
    this.#orders = this.#orders.filter((order) => order.isWaiting);
  }
}

function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
