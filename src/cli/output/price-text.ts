import { dash, formatDecimal } from './numbers.ts';

/** A price with as many decimals as its size calls for, the same for all of a column: 2 from 10 on, else 4. */
export function priceText(value: number | null | undefined, like: number | null | undefined = value): string {
  if (value === null || value === undefined) return dash;
  return formatDecimal(value, Math.abs(like ?? 0) >= 10 ? 2 : 4);
}
