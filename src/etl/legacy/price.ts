import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import type { PriceRecord } from '../../domain/records.ts';
import type { ValidationContext } from './context.ts';
import { readInterval } from './interval.ts';
import { type Cell, readReal, readVolume } from './number.ts';
import { reject, validator } from './rejection.ts';
import { readKnownSymbol } from './symbol.ts';
import { isDateOnly, readDate, readTimes, readTimestamp, refuseFuture } from './timestamp.ts';

function readBarStart(value: Cell, interval: Interval): EpochMicros {
  if (!isIntraday(interval)) return readDate(value);
  const ts = readTimestamp(value);
  return typeof value === 'string' && isDateOnly(value) ? reject('intraday_without_time') : ts;
}

/**
 * Far beyond any price. The dearest share in the worst inflation on record would be 4e35 (BRK-A, in pengő of July 1946
 * at 4.6e29 a dollar), a coin of a trillionth of a cent told in bitcoin some 1e-19. And near enough to each other that ratios,
 * squares and fourth powers of prices, which aggregates and indicators take, are doubles.
 */
const [leastPrice, mostPrice] = [1e-50, 1e50];

/** Whether a price above 0 is none that any market has. */
export function isExtremePrice(price: number): boolean {
  return price < leastPrice || price > mostPrice;
}

type Prices = Pick<PriceRecord, 'open' | 'high' | 'low' | 'close'>;

/** High and low are not compared with open and close: adjusted prices carry float noise in their last digits. */
function readPrices(row: RawRow): Prices {
  const open = readReal(row['open_price']);
  const high = readReal(row['high_price']);
  const low = readReal(row['low_price']);
  const close = readReal(row['close_price']);
  if (open === null || high === null || low === null || close === null) {
    const hasNone = open === null && high === null && low === null && close === null;
    return reject(hasNone ? 'missing_prices' : 'missing_price');
  }
  const least = Math.min(open, high, low, close);
  if (least <= 0) return reject(least < 0 ? 'negative_price' : 'zero_price');
  if (isExtremePrice(least) || isExtremePrice(Math.max(open, high, low, close)))
    return reject('extreme_price');
  return high < low ? reject('high_below_low') : { open, high, low, close };
}

function readPrice(row: RawRow, context: ValidationContext): PriceRecord {
  const symbol = readKnownSymbol(row['symbol'], context.knownSymbols);
  const interval = readInterval(row['interval']);
  const ts = readBarStart(row['date'], interval);
  refuseFuture(ts, context.nowMicros);
  const { open, high, low, close } = readPrices(row);
  const volume = readVolume(row['volume']);
  const { createdAt, updatedAt } = readTimes(row);
  return { symbol, interval, ts, open, high, low, close, volume, createdAt, updatedAt };
}

/** A row of `price_history`. */
export const validatePriceRow = validator(readPrice);
