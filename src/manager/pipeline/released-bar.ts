import type { BarRecord } from '../../domain/bar-record.ts';
import { isInterval } from '../../domain/interval.ts';
import { type EpochMicros, inUpperCase, isTickerSymbol } from '../../domain/nominal.ts';
import { isExtremePrice } from '../../etl/legacy/price.ts';
import { currencyUnit } from '../../etl/transform/currency-unit.ts';
import { shiftPoint } from '../../etl/transform/shift-point.ts';
import { type DeliveredRow, numberOf, originOf } from './delivered-row.ts';

/**
 * The bar that a row says, unjudged, as it would be stored: in the main currency unit, and adjusted as it came, since
 * nobody knows any more which splits came with it. Null where it says none that can be stored.
 */
export function barOf({ original, source }: DeliveredRow): BarRecord | null {
  const symbol = inUpperCase(String(original['symbol']));
  const interval = String(original['interval']);
  const ts = original['ts'];
  const origin = originOf(original['origin']);
  const open = priceOf(original['open']);
  const high = priceOf(original['high']);
  const low = priceOf(original['low']);
  const close = priceOf(original['close']);
  const isUsable =
    isTickerSymbol(symbol) &&
    isInterval(interval) &&
    typeof ts === 'number' &&
    origin !== null &&
    open !== null &&
    high !== null &&
    low !== null &&
    close !== null &&
    high >= low;
  if (!isUsable) return null;
  const { places } = currencyUnit(origin.currency);
  const price = (value: number): number => shiftPoint(value, places);
  const volume = numberOf(original['volume']);
  return {
    symbol,
    interval,
    ts: ts as EpochMicros,
    open: price(open),
    high: price(high),
    low: price(low),
    close: price(close),
    adjClose: null,
    volume: volume === null || volume < 0 || volume >= 2 ** 63 ? null : BigInt(Math.round(volume)),
    basis: origin.basis,
    source,
    fetchedAt: origin.fetchedAt,
    provisional: false,
  };
}

/** Null for what cannot be a price. */
function priceOf(value: unknown): number | null {
  const number = numberOf(value);
  return number !== null && number > 0 && !isExtremePrice(number) ? number : null;
}
