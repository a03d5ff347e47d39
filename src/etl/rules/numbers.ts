import type { QuarantineRule } from '../../domain/bar-rule.ts';
import type { RawBar, RawNumber } from '../../domain/raw-bar.ts';

/** The dearest share costs less than a million, some coins less than a millionth of a cent. */
const highestPrice = 1e10;
const lowestPrice = 1e-12;
/** More than all shares there are. */
export const highestVolume = 1e15;
/** Splits of 1 to 30,000 have occurred, to buy out small holders. */
const highestRatio = 1e6;

function isReadable(value: RawNumber): boolean {
  return typeof value !== 'string';
}

/** The first defect in the prices of a bar: types, then ranges. */
export function priceDefect({ open, high, low, close, adjClose }: RawBar): QuarantineRule | null {
  if (
    isPlainPrice(open) &&
    isPlainPrice(high) &&
    isPlainPrice(low) &&
    isPlainPrice(close) &&
    adjClose === null
  )
    return null;
  const prices = [open, high, low, close];
  if (![...prices, adjClose].every(isReadable)) return 'unreadable_number';
  if (prices.every((price) => price === null)) return 'no_prices';
  const numbers = prices.filter((price) => price !== null).map(Number);
  if (!numbers.every(Number.isFinite)) return 'not_finite';
  if (numbers.length < prices.length) return 'price_missing';
  if (numbers.some((price) => price < 0)) return 'price_negative';
  if (numbers.some((price) => price === 0)) return 'price_zero';
  return numbers.every(isPlainPrice) ? null : 'price_absurd';
}

/** The defect of prices and volume after they were brought to their stored form. */
export function storedDefect(high: number, low: number, volume: number | null): QuarantineRule | null {
  return isPlainPrice(high) && isPlainPrice(low) ? volumeDefect(volume) : 'price_absurd';
}

/** Whether a split multiplies shares by more, or by less, than any does. */
export function isAbsurdRatio(ratio: number): boolean {
  return ratio > highestRatio || ratio < 1 / highestRatio;
}

/** What nearly every price is: this spares the closer look. */
function isPlainPrice(price: RawNumber): boolean {
  return typeof price === 'number' && price >= lowestPrice && price <= highestPrice;
}

/** The defect of a volume; null where there is none or no volume is stated. */
export function volumeDefect(volume: RawNumber): QuarantineRule | null {
  if (volume === null) return null;
  if (!isReadable(volume)) return 'unreadable_number';
  const count = Number(volume);
  if (!Number.isFinite(count)) return 'not_finite';
  if (count < 0) return 'volume_negative';
  return count > highestVolume ? 'volume_absurd' : null;
}
