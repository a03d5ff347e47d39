import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { Fill } from './fill.ts';
import type { LiveTrade } from './live-trade.ts';
import type { Order } from './order.ts';

/** The stop loss of a new trade: of the order's own and the one that every trade has, the nearer to its price. */
export function nearerStop(
  size: number,
  price: number,
  own: number | null,
  percent: number | null,
): number | null {
  if (percent === null) return own;
  const general = price * (1 - Math.sign(size) * (percent / 100));
  if (own === null) return general;
  return size > 0 ? Math.max(own, general) : Math.min(own, general);
}

/**
 * Settles from which bar on a new trade's stop loss and take profit can be reached, and returns whether that may be
 * the bar of its entry. After an entry at the start of the bar both can. After one within the bar it depends on
 * whether the bar must have come to the price later: through a limit it falls on towards the stop loss, through a
 * stop it rises on towards the take profit, which counts unless the stop loss lies within the bar as well.
 */
export function contingentStarts(
  trade: LiveTrade,
  order: Order,
  fill: Fill,
  bars: BarSeries,
  index: number,
): boolean {
  const { stopOrder, targetOrder } = trade;
  const atStart = fill.when === 'start';
  const byLimit = order.limit !== null;
  const stopToday = atStart || byLimit;
  const targetToday = atStart || (!byLimit && !isWithin(trade.stopLoss, bars, index));
  if (stopOrder !== null && !stopToday) stopOrder.firstBar = index + 1;
  if (targetOrder !== null && !targetToday) targetOrder.firstBar = index + 1;
  return (stopOrder !== null && stopToday) || (targetOrder !== null && targetToday);
}

function isWithin(price: number | null, bars: BarSeries, index: number): boolean {
  return price !== null && price >= priceAt(bars.low, index) && price <= priceAt(bars.high, index);
}
