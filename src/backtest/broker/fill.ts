import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { Order } from './order.ts';

/** Where an order is filled on a bar. */
export interface Fill {
  readonly price: number;
  /** Index of the bar it counts for: the one before, where it is filled at that bar's close. */
  readonly bar: number;
  /** `start`: before anything of the bar happened; `within`: at a price that the bar came to. */
  readonly when: 'start' | 'within';
}

/**
 * Whether and where a bar fills an order; null where it does not. What a bar does between its four prices is not
 * known, so the worse is taken: a limit that is not beyond its stop counts as passed before the stop was, and a
 * price that was jumped over is filled at the open. A stop that was reached is taken off the order.
 */
export function fillOf(order: Order, bars: BarSeries, index: number, atClose: boolean): Fill | null {
  const { stop, limit } = order;
  if (stop === null && limit === null && atClose && !order.isContingent) {
    return { price: priceAt(bars.close, index - 1), bar: index - 1, when: 'start' };
  }
  // A selling order is a buying one with all prices negated.
  const sign = order.size > 0 ? 1 : -1;
  const open = sign * priceAt(bars.open, index);
  const highest = sign > 0 ? priceAt(bars.high, index) : -priceAt(bars.low, index);
  const lowest = sign > 0 ? priceAt(bars.low, index) : -priceAt(bars.high, index);
  let reached = open;
  if (stop !== null) {
    if (highest < sign * stop) return null;
    reached = Math.max(open, sign * stop);
    order.stop = null;
  }
  const price = limit === null ? reached : Math.min(reached, sign * limit);
  const isMissed = limit !== null && lowest > sign * limit;
  const isBeforeStop = limit !== null && stop !== null && sign * limit <= sign * stop;
  if (isMissed || isBeforeStop) {
    // An order that reached its stop on this bar is a plain limit order from the next one on.
    order.firstBar = index + 1;
    return null;
  }
  return { price: sign * price, bar: index, when: price === open ? 'start' : 'within' };
}
