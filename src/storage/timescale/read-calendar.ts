import type pg from 'pg';
import { calendarFor } from '../../domain/calendar/calendars.ts';
import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';

/** The calendar of an instrument, by what is stored of it. */
export async function readCalendar(pool: pg.Pool, symbol: TickerSymbol): Promise<ExchangeCalendar> {
  const { rows } = await pool.query<{ exchange: string | null }>(
    'SELECT exchange FROM stocks WHERE symbol = $1',
    [symbol],
  );
  return calendarFor(symbol, rows[0]?.exchange ?? null);
}
