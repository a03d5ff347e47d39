import type { OpenTrade } from '../strategy.ts';
import type { Order } from './order.ts';

/** What a trade asks its broker to do. */
export interface TradeDesk {
  orderClose(trade: LiveTrade, portion: number): void;
  setStopLoss(trade: LiveTrade, price: number | null): void;
  setTakeProfit(trade: LiveTrade, price: number | null): void;
}

/** A trade in the broker's book. Strategies see it as an `OpenTrade`. */
export class LiveTrade implements OpenTrade {
  readonly #desk: TradeDesk;
  size: number;
  readonly entryBar: number;
  readonly entryPrice: number;
  readonly tag: string | null;
  /** What was paid for opening what is left of it. */
  entryFee: number;
  stopOrder: Order<LiveTrade> | null = null;
  targetOrder: Order<LiveTrade> | null = null;
  stopLoss: number | null = null;
  takeProfit: number | null = null;
  isOpen = true;

  constructor(
    desk: TradeDesk,
    size: number,
    entryBar: number,
    entryPrice: number,
    fee: number,
    tag: string | null,
  ) {
    this.#desk = desk;
    this.size = size;
    this.entryBar = entryBar;
    this.entryPrice = entryPrice;
    this.entryFee = fee;
    this.tag = tag;
  }

  setStopLoss(price: number | null): void {
    this.#desk.setStopLoss(this, price);
  }

  setTakeProfit(price: number | null): void {
    this.#desk.setTakeProfit(this, price);
  }

  close(portion = 1): void {
    this.#desk.orderClose(this, portion);
  }
}
