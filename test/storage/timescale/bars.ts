import type { Database } from '../../../src/storage/timescale/database.ts';
import { setChunkInterval } from '../../../src/storage/timescale/policies.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { makeRecentChunks } from '../../../src/storage/timescale/wide-chunks.ts';

export interface TestBar {
  readonly ts: string;
  readonly symbol: string;
  readonly interval: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
}

export async function storeBars({ pool }: Pick<Database, 'pool'>, bars: readonly TestBar[]): Promise<void> {
  await pool.query(
    `INSERT INTO ts_price_history (ts, symbol, interval, open, high, low, close, volume, basis, source)
     SELECT ts, symbol, interval, open, high, low, close, volume, 'raw', 'test'
     FROM jsonb_to_recordset($1) AS bar (ts timestamptz, symbol text, interval text, open float8, high float8, low float8,
       close float8, volume bigint)`,
    [JSON.stringify(bars)],
  );
}

/** A daily bar that differs from its neighbours. */
export function dailyBar(symbol: string, day: Date): TestBar {
  const n = day.getTime() / 86_400_000;
  const close = 100 + (n % 37) + symbol.length;
  return {
    ...{ ts: day.toISOString(), symbol, interval: '1d', volume: (n % 1000) + 1 },
    ...{ open: close - (n % 3), high: close + 1 + (n % 5), low: close - 4 - (n % 2), close },
  };
}

/** Weekdays from the first day to the last, both included. */
export function weekdays(first: string, last: string): Date[] {
  const days: Date[] = [];
  for (let time = Date.parse(first); time <= Date.parse(last); time += 86_400_000) {
    const day = new Date(time);
    if (day.getUTCDay() % 6 !== 0) days.push(day);
  }
  return days;
}

/** So many days ago, at 00:00 UTC. */
export function daysAgo(days: number): Date {
  return new Date(Math.floor(Date.now() / 86_400_000 - days) * 86_400_000);
}

/** Widens the chunks of prices for bars up to a day, until `setChunkIntervals` puts the live width back. */
export async function widenChunks(database: Database, lastDay: string): Promise<void> {
  await inTransaction(database.pool, (client) => makeRecentChunks(client, lastDay, '7 days'));
  await inTransaction(database.pool, (client) => setChunkInterval(client, 'ts_price_history', '3652 days'));
}
