import type { LegacyFile } from './open.ts';
import { valuesOf } from './read.ts';

// What the unique index on (symbol, date, interval) can tell without the rows, which may be dirt all the same.

/** The intervals that rows of a symbol have, as they are written there. */
export function writtenIntervals(file: LegacyFile, symbol: string): string[] {
  const sql = 'SELECT DISTINCT interval FROM price_history WHERE symbol = ?';
  return [...valuesOf(file, sql, [symbol])].flatMap(([text]) => (typeof text === 'string' ? [text] : []));
}

/** How many rows each symbol has of an interval, most first, then by symbol. */
export function rowsPerSymbol(file: LegacyFile, interval: string): { symbol: string; rows: number }[] {
  const sql = `SELECT symbol, count(*) FROM price_history
    WHERE interval = ? AND typeof(symbol) = 'text' GROUP BY symbol ORDER BY 2 DESC, 1`;
  return [...valuesOf(file, sql, [interval])].map(([symbol, rows]) => ({
    symbol: String(symbol),
    rows: Number(rows),
  }));
}
