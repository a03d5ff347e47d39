import type { Broker } from './broker/broker.ts';
import type { Direction } from './settings.ts';
import type { OpenTrade, OrderOptions, Trader } from './strategy.ts';

/** All that can be spent, but for a rounding error: a budget that is an exact multiple of the price buys one less. */
const everything = 1 - Number.EPSILON;

/** The broker as a strategy sees it. */
export class DeskTrader implements Trader {
  readonly #broker: Broker;
  readonly position: Trader['position'];
  readonly direction: Direction;

  constructor(broker: Broker, direction: Direction) {
    this.#broker = broker;
    this.direction = direction;
    this.position = new DeskPosition(broker);
  }

  get index(): number {
    return this.#broker.index;
  }

  get equity(): number {
    return this.#broker.equity;
  }

  get cash(): number {
    return this.#broker.spendable(this.#broker.lastPrice);
  }

  get trades(): readonly OpenTrade[] {
    return this.#broker.trades;
  }

  buy(options: OrderOptions = {}): void {
    this.#broker.place(options.size ?? everything, options);
  }

  sell(options: OrderOptions = {}): void {
    this.#broker.place(-(options.size ?? everything), options);
  }

  close(portion = 1): void {
    for (const trade of this.#broker.trades) trade.close(portion);
  }
}

class DeskPosition {
  readonly #broker: Broker;

  constructor(broker: Broker) {
    this.#broker = broker;
  }

  get size(): number {
    let size = 0;
    for (const trade of this.#broker.trades) size += trade.size;
    return size;
  }

  get plPercent(): number {
    const price = this.#broker.lastPrice;
    let [profit, invested] = [0, 0];
    for (const { size, entryPrice } of this.#broker.trades) {
      profit += size * (price - entryPrice);
      invested += Math.abs(size) * entryPrice;
    }
    return invested === 0 ? 0 : (profit / invested) * 100;
  }
}
