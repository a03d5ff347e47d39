import { calendarFor } from '../../domain/calendar/calendars.ts';

/** Kinds of instruments, in Yahoo's words. */
const instrumentTypes = ['EQUITY', 'ETF', 'INDEX', 'CURRENCY', 'CRYPTOCURRENCY', 'FUTURE'] as const;

export type InstrumentType = (typeof instrumentTypes)[number];

/** What the way a symbol is written tells; whether a share is one of a fund it does not. */
export function typeBySymbol(symbol: string, exchange: string | null): InstrumentType {
  if (symbol.startsWith('^')) return 'INDEX';
  if (symbol.endsWith('=F')) return 'FUTURE';
  const { id } = calendarFor(symbol, exchange);
  if (id === 'crypto') return 'CRYPTOCURRENCY';
  return id === 'forex' ? 'CURRENCY' : 'EQUITY';
}
