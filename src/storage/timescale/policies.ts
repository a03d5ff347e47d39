import type pg from 'pg';
import type { Edition } from './edition.ts';

/** How the time series are kept. Durations as PostgreSQL intervals, for example `7 days`. */
export interface StoragePolicies {
  readonly chunkIntervalPrices: string;
  readonly compressAfter: string;
  /** Raw bars older than this are dropped by the policy; the aggregates keep what they say. */
  readonly retentionRawBars: string;
}

/** Chunk widths of the other hypertables; prices have theirs in the configuration. */
const chunkIntervals: Readonly<Record<string, string>> = {
  ts_dividends: '1 month',
  ts_splits: '1 year',
  ts_options_calls: '1 day',
  ts_options_puts: '1 day',
};

const compressed = ['ts_price_history', 'ts_options_calls', 'ts_options_puts'];

/**
 * How far back a refresh looks. It must end well before retention begins: refreshing a window whose raw bars were
 * dropped would erase the aggregate there.
 */
const refreshWindows: Readonly<Record<string, { start: string; end: string; every: string }>> = {
  ts_price_hourly: { start: '7 days', end: '1 hour', every: '30 minutes' },
  ts_price_daily: { start: '30 days', end: '1 hour', every: '1 hour' },
  ts_price_weekly: { start: '90 days', end: '1 day', every: '1 day' },
  ts_price_monthly: { start: '180 days', end: '1 day', every: '1 day' },
};

/**
 * Makes chunk widths and policies what the configuration says; running it again changes nothing. Retention is
 * created paused where raw bars older than its window are stored: only the user may let those go.
 */
export async function applyPolicies(
  pool: pg.Pool,
  edition: Edition,
  policies: StoragePolicies,
): Promise<void> {
  await setChunkIntervals(pool, policies);
  if (edition.name !== 'community') return;
  for (const table of compressed) {
    await replacePolicy(pool, 'compression', table, policies.compressAfter, () =>
      pool.query('SELECT add_compression_policy($1::regclass, $2::interval)', [
        table,
        policies.compressAfter,
      ]),
    );
  }
  for (const [view, { start, end, every }] of Object.entries(refreshWindows)) {
    await pool.query(
      `SELECT add_continuous_aggregate_policy($1::regclass, start_offset => $2::interval, end_offset => $3::interval,
         schedule_interval => $4::interval, if_not_exists => true)`,
      [view, start, end, every],
    );
  }
  await replacePolicy(pool, 'retention', 'ts_price_history', policies.retentionRawBars, async () => {
    const old = await rowsOlderThan(pool, policies.retentionRawBars);
    await pool.query(
      `SELECT alter_job(add_retention_policy('ts_price_history', $1::interval), scheduled => $2)`,
      [policies.retentionRawBars, old === 0],
    );
  });
}

/** How many raw bars are older than the window, and so would be dropped by a retention policy of that length. */
export async function rowsOlderThan(pool: pg.Pool, window: string): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'SELECT count(*) AS n FROM ts_price_history WHERE ts < now() - $1::interval',
    [window],
  );
  return Number(rows[0]?.n ?? 0);
}

/** Stops the retention policy until somebody confirms it; returns whether it had been running. */
export async function pauseRetention(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    `SELECT alter_job(job_id, scheduled => false) FROM timescaledb_information.jobs
     WHERE proc_name = 'policy_retention' AND hypertable_name = 'ts_price_history' AND scheduled`,
  );
  return (rowCount ?? 0) > 0;
}

/** Sets the chunk widths for live data; backfills set wider ones for their own time. */
export async function setChunkIntervals(pool: pg.Pool, policies: StoragePolicies): Promise<void> {
  const wanted = { ...chunkIntervals, ts_price_history: policies.chunkIntervalPrices };
  for (const [table, width] of Object.entries(wanted)) await setChunkInterval(pool, table, width);
}

/** Applies to chunks made from now on. */
export async function setChunkInterval(pool: pg.Pool, table: string, width: string): Promise<void> {
  await pool.query('SELECT set_chunk_time_interval($1::regclass, $2::interval)', [table, width]);
}

/** Leaves a policy alone if it is as wanted, so that its history and a pause survive. */
async function replacePolicy(
  pool: pg.Pool,
  kind: 'compression' | 'retention',
  table: string,
  after: string,
  add: () => Promise<unknown>,
): Promise<void> {
  const key = kind === 'compression' ? 'compress_after' : 'drop_after';
  const { rows } = await pool.query<{ same: boolean }>(
    `SELECT (config ->> $3)::interval = $4::interval AS same FROM timescaledb_information.jobs
     WHERE proc_name = 'policy_' || $1 AND hypertable_name = $2`,
    [kind, table, key, after],
  );
  if (rows[0]?.same) return;
  if (rows[0]) await pool.query(`SELECT remove_${kind}_policy($1::regclass)`, [table]);
  await add();
}
