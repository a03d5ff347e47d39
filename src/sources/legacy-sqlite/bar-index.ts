import type { Interval } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';
import type { RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from './open.ts';
import { valuesOf } from './read.ts';
import { intervalTerm, symbolTerm } from './row-order.ts';
import { intervalFilter, symbolFilter } from './spellings.ts';

// What the unique index on (symbol, date, interval) can tell without the rows, which may be dirt all the same.

/** The intervals that rows of a symbol have, as they are written there, or as they are repaired. */
export function writtenIntervals(file: LegacyFile, symbol: TickerSymbol, kinds: RepairSet): string[] {
  const { condition, parameters } = symbolFilter([symbol], kinds);
  const sql = `SELECT DISTINCT ${intervalTerm(kinds)} FROM price_history WHERE ${condition}`;
  return [...valuesOf(file, sql, parameters)].flatMap(([text]) => (typeof text === 'string' ? [text] : []));
}

/** How many rows each symbol has of an interval, most first, then by symbol. */
export function rowsPerSymbol(
  file: LegacyFile,
  interval: Interval,
  kinds: RepairSet,
): { symbol: string; rows: number }[] {
  const { condition, parameters } = intervalFilter(interval, kinds);
  const sql = `SELECT ${symbolTerm(kinds)}, count(*) FROM price_history
    WHERE ${condition} AND typeof(symbol) = 'text' GROUP BY 1 ORDER BY 2 DESC, 1`;
  return [...valuesOf(file, sql, parameters)].map(([symbol, rows]) => ({
    symbol: String(symbol),
    rows: Number(rows),
  }));
}
