import { orderFee } from '../broker/commission.ts';
import { priceAt } from '../price-at.ts';
import type { Trade } from '../trade.ts';
import type { PortfolioSettings } from './settings.ts';

interface Lot {
  size: number;
  fee: number;
  readonly entryBar: number;
  readonly entryTime: number;
  readonly entryPrice: number;
}

/** When an order is filled: the place in the timeline and its time. */
export interface Moment {
  readonly bar: number;
  readonly time: number;
}

/** Shared cash and what is held of each instrument; sales close the oldest purchases first. */
export class Account {
  readonly #settings: PortfolioSettings;
  readonly #symbols: readonly string[];
  readonly #lots: Lot[][];
  readonly quantities: Float64Array;
  readonly closed: Trade[] = [];
  cash: number;
  commissions = 0;
  /** What worse fills than the market price have cost. */
  slippage = 0;

  constructor(settings: PortfolioSettings, symbols: readonly string[]) {
    this.#settings = settings;
    this.#symbols = symbols;
    this.#lots = symbols.map(() => []);
    this.quantities = new Float64Array(symbols.length);
    this.cash = settings.cash;
  }

  equity(prices: Float64Array): number {
    return this.quantities.reduce((sum, held, index) => sum + held * priceAt(prices, index), this.cash);
  }

  /** Mean price paid for what is held; NaN where nothing is. */
  entryPrice(index: number): number {
    const lots = this.#lots[index] ?? [];
    const cost = lots.reduce((sum, { size, entryPrice }) => sum + size * entryPrice, 0);
    return cost / lots.reduce((sum, { size }) => sum + size, 0);
  }

  /** Cash after all that is held of an instrument is sold; below 0 where the fee is more than it brings in. */
  cashWithout(index: number, marketPrice: number): number {
    const size = priceAt(this.quantities, index);
    const price = marketPrice * (1 - this.#settings.slippage);
    return this.cash + size * price - orderFee(this.#settings.commission, size, price);
  }

  /** Buys (above 0) or sells (below 0) at a market price, which slippage makes worse. */
  trade(index: number, size: number, marketPrice: number, moment: Moment): void {
    const price = marketPrice * (1 + Math.sign(size) * this.#settings.slippage);
    const fee = orderFee(this.#settings.commission, Math.abs(size), price);
    this.cash -= size * price + fee;
    this.commissions += fee;
    this.slippage += Math.abs(size) * Math.abs(price - marketPrice);
    this.quantities[index] = this.#toUnits(priceAt(this.quantities, index) + size);
    const { bar, time } = moment;
    if (size > 0) this.#lots[index]?.push({ size, fee, entryBar: bar, entryTime: time, entryPrice: price });
    else this.#close(index, -size, { price, fee, moment });
  }

  /** What is held as trades that are open at the end, valued at the last prices. */
  open(prices: Float64Array): Trade[] {
    return this.#lots.flatMap((lots, index) =>
      lots.map((lot) =>
        this.#report(index, lot, { size: lot.size, price: priceAt(prices, index), fee: 0, exit: null }),
      ),
    );
  }

  #close(index: number, size: number, sale: { price: number; fee: number; moment: Moment }): void {
    const lots = this.#lots[index] ?? [];
    let left = size;
    for (let lot = lots[0]; lot !== undefined && left > 0; lot = lots[0]) {
      const part = Math.min(lot.size, left);
      const fee = (sale.fee * part) / size;
      this.closed.push(this.#report(index, lot, { size: part, price: sale.price, fee, exit: sale.moment }));
      lot.fee -= (lot.fee * part) / lot.size;
      lot.size = this.#toUnits(lot.size - part);
      left = this.#toUnits(left - part);
      if (lot.size <= 0) lots.shift();
    }
  }

  #report(
    index: number,
    lot: Lot,
    { size, price, fee, exit }: { size: number; price: number; fee: number; exit: Moment | null },
  ): Trade {
    const { entryBar, entryTime, entryPrice } = lot;
    const commission = (lot.fee * size) / lot.size + fee;
    return {
      size,
      entryBar,
      exitBar: exit?.bar ?? null,
      entryTime,
      exitTime: exit?.time ?? null,
      entryPrice,
      exitPrice: exit === null ? null : price,
      stopLoss: null,
      takeProfit: null,
      profit: size * (price - entryPrice) - commission,
      returnPercent: (price / entryPrice - 1 - commission / (size * entryPrice)) * 100,
      commission,
      tag: this.#symbols[index] ?? null,
    };
  }

  /** Without the residue of adding decimal fractions. */
  #toUnits(size: number): number {
    const { unit } = this.#settings;
    return unit === 1 ? Math.round(size) : Math.round(size / unit) * unit;
  }
}
