import { priceAt } from '../price-at.ts';

/** Log returns from each value to the next. */
export function logReturns(values: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, values.length - 1));
  let before = priceAt(values, 0);
  for (let index = 0; index < returns.length; index++) {
    const value = priceAt(values, index + 1);
    if (value !== before) returns[index] = Math.log(value / before);
    before = value;
  }
  return returns;
}

/** Mean; NaN of none. */
export function meanOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
