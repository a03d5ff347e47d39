import type * as z from 'zod';
import { type Resolution, resolutions, type udfSymbol } from '../../contract/udf.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { addDays } from '../../domain/day.ts';
import type { Day, EpochMs } from '../../domain/nominal.ts';
import type { HeldInterval } from '../../manager/bars/held-intervals.ts';
import type { InstrumentDetails } from '../../manager/reference/market-reference.ts';

const types: Readonly<Record<string, string>> = {
  EQUITY: 'stock',
  ETF: 'fund',
  MUTUALFUND: 'fund',
  INDEX: 'index',
  CURRENCY: 'forex',
  CRYPTOCURRENCY: 'crypto',
  FUTURE: 'futures',
};

/** The kinds of instruments as charting libraries name them. */
export const udfTypes = [...new Set(Object.values(types))];

export function udfType(type: string): string {
  return types[type] ?? type.toLowerCase();
}

/** What a charting library has to know of a symbol. */
export function udfSymbolJson(
  details: InstrumentDetails,
  calendar: ExchangeCalendar,
  held: readonly HeldInterval[],
): z.output<typeof udfSymbol> {
  const { symbol, name, exchange, currency, sector, industry } = details;
  const names = (Object.keys(resolutions) as unknown as Resolution[]).filter((each) =>
    held.some(({ interval }) => interval === resolutions[each]),
  );
  const supported = names.map(String);
  const intraday = supported.filter((each) => /^\d+$/.test(each));
  const listed = exchange ?? calendar.id;
  return {
    name: symbol,
    ticker: symbol,
    description: name ?? symbol,
    type: udfType(details.type),
    session: sessionText(calendar),
    timezone: calendar.zone === 'UTC' ? 'Etc/UTC' : calendar.zone,
    exchange: listed,
    listed_exchange: listed,
    'exchange-traded': listed,
    'exchange-listed': listed,
    minmov: 1,
    pricescale: priceScale(details),
    format: 'price',
    has_intraday: intraday.length > 0,
    has_daily: supported.includes('1D'),
    has_weekly_and_monthly: supported.includes('1W') && supported.includes('1M'),
    supported_resolutions: supported,
    intraday_multipliers: intraday,
    volume_precision: 0,
    data_status: 'endofday',
    ...(currency !== null && { currency_code: currency }),
    ...(sector !== null && { sector }),
    ...(industry !== null && { industry }),
  };
}

/** Decimals that prices of this size are told with, as a power of ten. */
function priceScale({ type, lastClose }: InstrumentDetails): number {
  const price = lastClose ?? 1;
  if (type === 'CURRENCY') return price >= 20 ? 1_000 : 100_000;
  if (!(price > 0) || price >= 1) return 100;
  return 10 ** Math.min(8, 3 - Math.floor(Math.log10(price)));
}

/** Hours of an ordinary day at the exchange, such as `0930-1600`, with those of the break taken out. */
function sessionText(calendar: ExchangeCalendar): string {
  if (calendar.id === 'crypto') return '24x7';
  const session = ordinarySession(calendar);
  if (session === null) return '24x7';
  const clock = (moment: EpochMs): string => {
    const minutes = Math.round((moment + calendar.offsetAt(moment)) / 60_000) % 1_440;
    return `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  };
  const { open, close, break: pause } = session;
  if (pause === null) return `${clock(open)}-${clock(close)}`;
  return `${clock(open)}-${clock(pause.start)},${clock(pause.end)}-${clock(close)}`;
}

function ordinarySession(calendar: ExchangeCalendar) {
  let day: Day = calendar.dayAt(Date.now());
  // No exchange has so many half days in a row.
  for (let looked = 0; looked < 10; looked += 1) {
    const session = calendar.session(calendar.previousSession(day));
    if (session === null || !session.isHalfDay) return session;
    day = addDays(session.day, -1);
  }
  return null;
}
