import type pg from 'pg';
import type { Database } from './database.ts';
import { setChunkInterval } from './policies.ts';
import { inTransaction } from './transaction.ts';

// One-day chunks are for bars that arrive live. Decades of daily bars in them would mean thousands of chunks, and
// statements that touch them all fail with "out of shared memory"; so history goes into wide chunks.

const widthsInDays = [7, 30, 91, 365, 1826, 3652];
const rowsPerChunk = 1_000_000;
/** A handful of rows a year needs no chunks to speak of. */
const sparseWidth = '10 years';

/** Chunk width in days for so many bars over so many days: at most ten years, and about a million rows. */
export function backfillChunkDays(rows: number, spanDays: number): number {
  const wanted = (spanDays * rowsPerChunk) / Math.max(rows, 1);
  return widthsInDays.findLast((width) => width <= wanted) ?? 7;
}

/**
 * Widens the chunks that a backfill will create. `setChunkIntervals` puts the widths for live data back.
 * @param lastDay the last day the backfill has bars for, as YYYY-MM-DD: its chunks end there
 */
export async function widenChunks(
  { pool }: Database,
  priceChunkDays: number,
  lastDay: string,
): Promise<void> {
  await endChunksAfter(pool, lastDay);
  await setChunkInterval(pool, 'ts_price_history', `${priceChunkDays} days`);
  await setChunkInterval(pool, 'ts_dividends', sparseWidth);
  await setChunkInterval(pool, 'ts_splits', sparseWidth);
  await setChunkInterval(pool, 'ts_options_calls', '30 days');
  await setChunkInterval(pool, 'ts_options_puts', '30 days');
}

/**
 * Makes the chunk of the day after, so that no wider chunk can reach past it: new chunks are cut where old ones
 * begin. A wide chunk that reached into the future would collect live bars and stay uncompressed for years.
 */
async function endChunksAfter(pool: pg.Pool, lastDay: string): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query(`SELECT set_chunk_time_interval('ts_price_history', INTERVAL '1 day')`);
    await client.query(
      `INSERT INTO ts_price_history (ts, open, high, low, close, symbol, interval, basis, source)
       VALUES ($1::date + 1, 1, 1, 1, 1, '', '1d', 'raw', 'boundary')`,
      [lastDay],
    );
    await client.query(
      `DELETE FROM ts_price_history WHERE source = 'boundary' AND symbol = '' AND ts >= $1::date`,
      [lastDay],
    );
  });
}

/** Brings the planner's statistics up to date; the embedded engine has nobody else to do it. */
export async function analyseTables({ pool }: Database, tables: readonly string[]): Promise<void> {
  for (const table of tables) await pool.query(`ANALYZE ${table}`);
}

/**
 * Materialises all aggregates over everything stored, a year at a time so that no statement grows large. Does
 * nothing on an edition without continuous aggregates.
 */
export async function refreshAggregates(
  { pool, edition }: Database,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  if (edition.name !== 'community') return;
  const { rows } = await pool.query<{ first: number | null; last: number | null; intraday: boolean }>(
    `SELECT extract(year FROM min(ts) AT TIME ZONE 'UTC')::int AS first, extract(year FROM max(ts) AT TIME ZONE 'UTC')::int AS last,
       coalesce(bool_or(interval IN ('1m', '2m', '5m', '15m', '30m', '1h')), false) AS intraday
     FROM ts_price_history`,
  );
  const { first = null, last = null, intraday = false } = rows[0] ?? {};
  if (first === null || last === null) return;
  const views = [
    ...(intraday ? ['ts_price_hourly'] : []),
    'ts_price_daily',
    'ts_price_weekly',
    'ts_price_monthly',
  ];
  const perStep = intraday ? 1 : 10;
  const starts = Array.from(
    { length: Math.ceil((last + 1 - first) / perStep) },
    (_, step) => first + step * perStep,
  );
  let done = 0;
  for (const view of views) {
    for (const year of starts) {
      // Wider than the years by a bucket on each side: a refresh leaves out buckets it covers only in part.
      await pool.query(
        `CALL refresh_continuous_aggregate('${view}', '${year - 1}-11-25Z', '${year + perStep}-02-07Z')`,
      );
      done += 1;
      onProgress(done, views.length * starts.length);
    }
  }
}

/** Compresses every chunk that lies before the policy's window, one at a time. Does nothing on Apache. */
export async function compressOldChunks(
  { pool, edition }: Database,
  compressAfter: string,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  if (edition.name !== 'community') return;
  const { rows } = await pool.query<{ chunk: string }>(
    `SELECT format('%I.%I', chunk_schema, chunk_name) AS chunk FROM timescaledb_information.chunks
     WHERE hypertable_name IN ('ts_price_history', 'ts_options_calls', 'ts_options_puts')
       AND NOT is_compressed AND range_end < now() - $1::interval
     ORDER BY range_start`,
    [compressAfter],
  );
  for (const [index, { chunk }] of rows.entries()) {
    await pool.query('SELECT compress_chunk($1::regclass)', [chunk]);
    onProgress(index + 1, rows.length);
  }
}
