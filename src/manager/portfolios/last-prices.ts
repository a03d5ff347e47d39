import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { addDays, dayAt, dayText } from '../../domain/day.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { BarRange, StoredBars } from '../../domain/market-store.ts';
import type { Day, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { AllocationSources } from '../allocation/sources.ts';

/** What is known of the price of an instrument. */
export interface LastPrice {
  readonly symbol: TickerSymbol;
  readonly price: number;
  /** The close of the session before, on the same scale; null where there is none. */
  readonly before: number | null;
  /** Session date, YYYY-MM-DD. */
  readonly date: string;
  readonly sessionsBehind: number;
}

/**
 * Daily bars of a symbol, or null where there are none: what a user holds need not be in the database.
 * @throws StockulaError for anything else that is wrong
 */
export async function barsIfAny(
  symbol: TickerSymbol,
  range: BarRange,
  { bars }: AllocationSources,
): Promise<StoredBars | null> {
  try {
    return await bars(symbol, '1d', range);
  } catch (error) {
    const isAbsent = error instanceof StockulaError && ['NOT_FOUND', 'NO_DATA'].includes(error.code);
    if (isAbsent) return null;
    throw error;
  }
}

/** The last close of a symbol and the one before, adjusted for splits, so that a split is no change of value. */
export async function lastPriceOf(
  symbol: TickerSymbol,
  sources: AllocationSources,
): Promise<LastPrice | null> {
  const stored = await barsIfAny(symbol, { adjust: 'split' }, sources);
  if (stored === null) return null;
  const { ts, close } = stored.series;
  const last = priceBefore(close, close.length);
  if (last < 0) return null;
  const before = priceBefore(close, last);
  const day = dayAt(ts[last] ?? 0);
  const calendar = await sources.store.calendar(symbol);
  return {
    symbol,
    price: close[last] ?? Number.NaN,
    before: before < 0 ? null : (close[before] ?? null),
    date: dayText(day),
    sessionsBehind: sessionsSince(calendar, day, sources.now()),
  };
}

/** The place of the last price before a place; below 0 where there is none. */
function priceBefore(close: Float64Array, end: number): number {
  let at = end - 1;
  while (at >= 0 && !((close[at] ?? 0) > 0 && Number.isFinite(close[at]))) at -= 1;
  return at;
}

/** Sessions after a day that have ended. */
function sessionsSince(calendar: ExchangeCalendar, day: Day, now: EpochMs): number {
  const today = calendar.dayAt(now);
  const hasEnded = (calendar.session(today)?.close ?? Number.POSITIVE_INFINITY) <= now;
  return calendar.countSessions({ from: addDays(day, 1), to: hasEnded ? addDays(today, 1) : today });
}

/** The currency that company data names; null where they name none. */
export async function currencyOf(symbol: TickerSymbol, { store }: AllocationSources): Promise<string | null> {
  const info = (await store.stockInfo(symbol))?.info;
  if (typeof info !== 'object' || info === null || !('currency' in info)) return null;
  return typeof info.currency === 'string' && info.currency !== '' ? info.currency : null;
}
