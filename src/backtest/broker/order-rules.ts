import { StockulaError } from '../../domain/errors.ts';
import type { OrderOptions } from '../strategy.ts';

/** Throws USAGE unless an order's size is a part of what can be spent, or a number of tradable units. */
export function checkSize(size: number, unit: number): void {
  const isPart = size > 0 && size < 1;
  const units = size / unit;
  const isWhole = size >= 1 && Math.abs(units - Math.round(units)) < 1e-6;
  if (isPart || (isWhole && Number.isFinite(size))) return;
  throw new StockulaError('USAGE', {
    expected: `the size of an order below 1, as a part of what can be spent, or a multiple of ${unit} from 1 on`,
    got: String(size),
    remedy: 'Correct the strategy.',
  });
}

/** Throws USAGE where a stop loss or take profit is on the wrong side of the price at which the order would be filled. */
export function checkBrackets(buys: boolean, options: OrderOptions, lastPrice: number): void {
  const { limit, stop, stopLoss, takeProfit } = options;
  for (const [name, price] of Object.entries({ limit, stop, stopLoss, takeProfit })) {
    if (price !== undefined && !(price > 0 && Number.isFinite(price))) {
      throw new StockulaError('USAGE', {
        expected: `${name} of an order to be a price above 0`,
        got: String(price),
        remedy: 'Correct the strategy: an indicator without a value yet is NaN.',
      });
    }
  }
  const price = limit ?? stop ?? lastPrice;
  const [below, above] = buys ? [stopLoss, takeProfit] : [takeProfit, stopLoss];
  if ((below === undefined || below < price) && (above === undefined || above > price)) return;
  const names = buys ? ['stopLoss', 'takeProfit'] : ['takeProfit', 'stopLoss'];
  throw new StockulaError('USAGE', {
    expected: `${buys ? 'a buying' : 'a selling'} order at ${price} to have ${names[0]} below and ${names[1]} above it`,
    got: `${names[0]} ${below ?? 'not given'} and ${names[1]} ${above ?? 'not given'}`,
    remedy: 'Correct the strategy.',
  });
}
