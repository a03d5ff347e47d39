import type { AskedInterval } from '../../domain/asked-interval.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { dayAt } from '../../domain/day.ts';
import { isIntraday } from '../../domain/interval.ts';

/**
 * The moment that charts show for a date: where the session of a day opens, and where a longer bar begins midnight at
 * the exchange. Epoch milliseconds, as is the date.
 */
export function chartTime(calendar: ExchangeCalendar, interval: AskedInterval, ts: number): number {
  if (interval !== '1y' && isIntraday(interval)) return ts;
  const session = interval === '1d' ? calendar.session(dayAt(ts)) : null;
  return session?.open ?? calendar.midnight(ts);
}
