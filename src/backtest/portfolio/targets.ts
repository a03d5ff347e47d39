import { orderFee } from '../broker/commission.ts';
import { priceAt } from '../price-at.ts';
import type { Account } from './account.ts';
import type { PortfolioSettings } from './settings.ts';

/**
 * How many shares to hold of each instrument, so that they weigh what they should and cash pays for everything: the
 * weights of equity, rounded down to whole units. Where commissions and slippage would take more cash than there is,
 * all targets are lowered by the same factor, the largest one that can be paid (halved down to one in 2^40).
 * @returns null where not even that can be paid
 */
export function targetQuantities(
  account: Account,
  weights: ArrayLike<number>,
  prices: Float64Array,
  settings: PortfolioSettings,
): Float64Array | null {
  const equity = account.equity(prices);
  const wanted = (part: number) =>
    prices.map((price, index) => toUnits((part * equity * (weights[index] ?? 0)) / price, settings.unit));
  const isPaid = (quantities: Float64Array) => cashAfter(account, quantities, prices, settings) >= 0;
  const whole = wanted(1);
  if (isPaid(whole)) return whole;
  let best: Float64Array | null = null;
  let [low, high] = [0, 1];
  for (let round = 0; round < 40; round++) {
    const part = (low + high) / 2;
    const quantities = wanted(part);
    const paid = isPaid(quantities);
    if (paid) best = quantities;
    if (paid) low = part;
    else high = part;
  }
  return best;
}

function toUnits(shares: number, unit: number): number {
  // An exact number of units may come out two units in the last place too low.
  return Math.floor((shares / unit) * (1 + 1e-15)) * unit;
}

function cashAfter(
  account: Account,
  quantities: Float64Array,
  prices: Float64Array,
  { slippage, commission }: PortfolioSettings,
): number {
  return quantities.reduce((cash, wanted, index) => {
    const size = wanted - priceAt(account.quantities, index);
    if (size === 0) return cash;
    const price = priceAt(prices, index) * (1 + Math.sign(size) * slippage);
    return cash - size * price - orderFee(commission, Math.abs(size), price);
  }, account.cash);
}
