import { DatabaseSync } from 'node:sqlite';
import type { Target } from './target.ts';

/** Bars by key, their values as the bits of doubles; nothing of the project's own reading or writing is used. */
type Bars = Map<string, string>;

function bits(...values: unknown[]): string {
  const bytes = Buffer.alloc(8 * values.length);
  for (const [index, value] of values.entries()) bytes.writeDoubleBE(Number(value), 8 * index);
  return bytes.toString('hex');
}

export function sourceBars(path: string): Bars {
  const file = new DatabaseSync(path, { readOnly: true });
  const statement = file.prepare(
    'SELECT symbol, interval, substr(date, 1, 10) AS day, open_price, high_price, low_price, close_price, volume FROM price_history',
  );
  statement.setReadBigInts(true);
  const bars: Bars = new Map();
  for (const row of statement.iterate()) {
    const prices = bits(row['open_price'], row['high_price'], row['low_price'], row['close_price']);
    bars.set(`${row['symbol']} ${row['interval']} ${row['day']}`, `${prices} ${row['volume']}`);
  }
  file.close();
  return bars;
}

export async function storedBars(target: Target): Promise<Bars> {
  const rows = await target.sql<{ key: string; value: string }>(
    `SELECT concat(symbol, ' ', interval, ' ', to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS key,
       concat(encode(float8send(open) || float8send(high) || float8send(low) || float8send(close), 'hex'), ' ', coalesce(volume::text, 'null')) AS value
     FROM ts_price_history`,
  );
  return new Map(rows.map(({ key, value }) => [key, value]));
}
