import type pg from 'pg';
import { lockChunkMaking, setChunkInterval } from './policies.ts';

// One-day chunks are for bars that arrive live. Decades of daily bars in them would mean thousands of chunks, and
// statements that touch them all fail with "out of shared memory"; so history goes into wide chunks.

const widthsInDays = [7, 30, 91, 365, 1826, 3652];
const rowsPerChunk = 1_000_000;
/** A handful of rows a year needs no chunks to speak of. */
const sparse = '10 years';

/** The bars of a backfill. */
export interface BackfillSpan {
  readonly days: number;
  /** The last day there are bars for, as YYYY-MM-DD. */
  readonly lastDay: string;
}

/** Chunk width in days for so many bars over so many days: at most ten years, and about a million rows. */
export function backfillChunkDays(rows: number, spanDays: number): number {
  const wanted = (spanDays * rowsPerChunk) / Math.max(rows, 1);
  return widthsInDays.findLast((width) => width <= wanted) ?? 7;
}

/** Widths of the chunks that a backfill makes, by table; prices have theirs by how many there are. */
export function backfillWidths(span: BackfillSpan | null, bars: number): ReadonlyMap<string, string> {
  const prices = span && `${backfillChunkDays(bars, span.days)} days`;
  return new Map([
    ...(prices ? [['ts_price_history', prices] as const] : []),
    ['ts_dividends', sparse],
    ['ts_splits', sparse],
    ['ts_options_calls', '30 days'],
    ['ts_options_puts', '30 days'],
  ]);
}

/**
 * Does work within the caller's transaction, in which chunks that have to be made are so wide. The width for live
 * data is back before the transaction ends: neither others nor a crash ever meet the wide one. Others that make chunks of
 * the table wait for that end.
 */
export async function inWideChunks<T>(
  client: pg.PoolClient,
  table: string,
  width: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (width === undefined) return work();
  await lockChunkMaking(client, table);
  const { rows } = await client.query<{ width: string }>(
    'SELECT time_interval::text AS width FROM timescaledb_information.dimensions WHERE hypertable_name = $1',
    [table],
  );
  const [live] = rows;
  if (live === undefined) return work();
  await setChunkInterval(client, table, width);
  const result = await work();
  await setChunkInterval(client, table, live.width);
  return result;
}

/** One-day chunks that are made at most for bars still too young to be compressed. */
export const mostRecentDays = 60;

/**
 * Makes one-day chunks from the first day that is too young to be compressed up to the day after the last bar, and
 * that one in any case. New chunks are cut where old ones begin, so no wide chunk can reach into these days: it
 * would stay uncompressed with all its history until its youngest bar is old enough, and collect live bars besides.
 * @param compressAfter age at which chunks are compressed, as a PostgreSQL interval; null: never
 */
export async function makeRecentChunks(
  client: pg.PoolClient,
  lastDay: string,
  compressAfter: string | null,
): Promise<void> {
  await inWideChunks(client, 'ts_price_history', '1 day', async () => {
    // A row makes its chunk, and the chunk stays when the row goes.
    await client.query(
      `WITH days AS (
         SELECT day AT TIME ZONE 'UTC' AS day FROM generate_series(
           greatest(least($1::date + 1, (now() AT TIME ZONE 'UTC' - $2::interval)::date), $1::date - ${mostRecentDays})::timestamp,
           ($1::date + 1)::timestamp, INTERVAL '1 day') AS day)
       INSERT INTO ts_price_history (ts, open, high, low, close, symbol, interval, basis, source)
       SELECT day, 1, 1, 1, 1, '', '1d', 'raw', 'boundary' FROM days
       WHERE NOT EXISTS (SELECT FROM timescaledb_information.chunks
         WHERE hypertable_name = 'ts_price_history' AND range_start <= day AND range_end > day)`,
      [lastDay, compressAfter],
    );
    await client.query(
      `DELETE FROM ts_price_history
       WHERE source = 'boundary' AND symbol = '' AND ts >= ($1::date - ${mostRecentDays})::timestamp AT TIME ZONE 'UTC'`,
      [lastDay],
    );
  });
}
