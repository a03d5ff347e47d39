import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import type { BarSeries } from '../../../src/domain/bar.ts';
import { isTickerSymbol } from '../../../src/domain/nominal.ts';

const file = fileURLToPath(new URL('../../../../shared/data/legacy/stockula.db', import.meta.url));

export const hasStored = existsSync(file);

/** Daily bars of a legacy database with their dates, from one date to another. */
export function storedSeries(symbol: string, from: string, to: string): BarSeries {
  if (!isTickerSymbol(symbol)) throw new TypeError(symbol);
  const database = new DatabaseSync(file, { readOnly: true });
  try {
    const rows = database
      .prepare(
        `SELECT date, open_price, high_price, low_price, close_price, volume FROM price_history
         WHERE symbol = ? AND interval = '1d' AND date BETWEEN ? AND ? ORDER BY date`,
      )
      .all(symbol, from, to);
    const column = (name: string) => Float64Array.from(rows, (row) => Number(row[name]));
    return {
      symbol,
      interval: '1d',
      ts: Float64Array.from(rows, (row) => Date.parse(`${row['date']}T00:00:00Z`)),
      open: column('open_price'),
      high: column('high_price'),
      low: column('low_price'),
      close: column('close_price'),
      volume: column('volume'),
    };
  } finally {
    database.close();
  }
}
