import type pg from 'pg';
import { StockulaError } from '../../domain/errors.ts';
import type { Database } from './database.ts';
import type { Edition } from './edition.ts';
import { inTransaction } from './transaction.ts';

/** How the time series are kept. Durations as PostgreSQL intervals, for example `7 days`; null means never. */
export interface StoragePolicies {
  readonly chunkIntervalPrices: string;
  readonly compressAfter: string | null;
  /** Raw bars older than this are dropped by the policy; the aggregates keep what they say. */
  readonly retentionRawBars: string | null;
}

type Queryable = Pick<pg.Pool, 'query'>;

/** Chunk widths of the other hypertables; prices have theirs in the configuration. */
const chunkIntervals: Readonly<Record<string, string>> = {
  ts_dividends: '1 month',
  ts_splits: '1 year',
  ts_options_calls: '1 day',
  ts_options_puts: '1 day',
};

const compressed = ['ts_price_history', 'ts_options_calls', 'ts_options_puts'];

interface RefreshWindow {
  /** How far back a refresh looks. Bars older than that are aggregated by whoever writes them. */
  readonly start: string;
  readonly end: string;
  readonly every: string;
  /** Reads raw bars, not another aggregate, whose rows no policy drops. */
  readonly readsRawBars: boolean;
}

const refreshWindows: Readonly<Record<string, RefreshWindow>> = {
  ts_price_hourly: { start: '7 days', end: '1 hour', every: '30 minutes', readsRawBars: true },
  ts_price_daily: { start: '30 days', end: '1 hour', every: '1 hour', readsRawBars: true },
  ts_price_weekly: { start: '90 days', end: '1 day', every: '1 day', readsRawBars: false },
  ts_price_monthly: { start: '180 days', end: '1 day', every: '1 day', readsRawBars: false },
};

/** A refresh window needs two buckets and has to end before retention begins: so much is the least. */
const shortestRetention = '7 days';
/** Windows end before this part of the retention time is over, so that a slow refresh stays clear of a drop. */
const clearOfRetention = 0.9;
/** Any number will do, as long as every Stockula uses the same. */
const policyLock = 7_865_003;
/** Chunks a statement drops: each one takes locks, of which a server has a limited number. */
const chunksPerDrop = 100;

/**
 * Makes chunk widths and policies what the configuration says; running it again changes nothing, and a changed value
 * changes the policy in place. Retention is paused where it would drop stored bars that were not its to drop before,
 * and nothing that is paused is resumed: only the user may let bars go.
 * @throws StockulaError CONFIG_INVALID where retention is too short for the aggregates to be made before it
 */
export async function applyPolicies(
  pool: pg.Pool,
  edition: Edition,
  policies: StoragePolicies,
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [policyLock]);
    await refuseShortRetention(client, policies.retentionRawBars);
    await setChunkIntervals(client, policies);
    if (edition.name !== 'community') return;
    for (const table of compressed) await applyCompression(client, table, policies.compressAfter);
    for (const [view, window] of Object.entries(refreshWindows)) {
      await applyRefresh(client, view, window, window.readsRawBars ? policies.retentionRawBars : null);
    }
    await applyRetention(client, policies.retentionRawBars);
  });
}

async function refuseShortRetention(client: Queryable, retention: string | null): Promise<void> {
  const { rows } = await client.query<{ short: boolean | null }>(
    'SELECT $1::interval < $2::interval AS short',
    [retention, shortestRetention],
  );
  if (!rows[0]?.short) return;
  throw new StockulaError('CONFIG_INVALID', {
    expected: `storage.retention_raw_bars to be ${shortestRetention} or longer, so that bars are aggregated before they are dropped`,
    got: retention ?? 'never',
    remedy: `Set it to at least ${shortestRetention}, or to never.`,
  });
}

async function applyCompression(client: Queryable, table: string, after: string | null): Promise<void> {
  const job = await findPolicy(client, 'compression', table, { compress_after: after });
  if (after === null) {
    if (job) await client.query('SELECT remove_compression_policy($1::regclass)', [table]);
  } else if (!job) {
    await client.query('SELECT add_compression_policy($1::regclass, $2::interval)', [table, after]);
  } else if (!job.same) {
    await changePolicy(client, job, { compress_after: after });
  }
}

async function applyRefresh(
  client: Queryable,
  view: string,
  { start, end, every }: RefreshWindow,
  retention: string | null,
): Promise<void> {
  const { rows } = await client.query<{ start: string }>(
    'SELECT least($1::interval, $2::interval * $3)::text AS start',
    [start, retention, clearOfRetention],
  );
  const window = { start_offset: rows[0]?.start ?? start, end_offset: end };
  const job = await findPolicy(client, 'refresh_continuous_aggregate', view, window);
  if (!job) {
    await client.query(
      `SELECT add_continuous_aggregate_policy($1::regclass, start_offset => $2::interval, end_offset => $3::interval,
         schedule_interval => $4::interval)`,
      [view, window.start_offset, window.end_offset, every],
    );
  } else if (!job.same) {
    await changePolicy(client, job, window);
  }
}

async function applyRetention(client: Queryable, after: string | null): Promise<void> {
  const job = await findPolicy(client, 'retention', 'ts_price_history', { drop_after: after });
  if (after === null) {
    if (job) await client.query(`SELECT remove_retention_policy('ts_price_history')`);
    return;
  }
  if (job?.same) return;
  if (job) await changePolicy(client, job, { drop_after: after });
  else await client.query(`SELECT add_retention_policy('ts_price_history', $1::interval)`, [after]);
  const { rows } = await client.query<{ old: boolean }>(
    'SELECT EXISTS (SELECT FROM ts_price_history WHERE ts < now() - $1::interval) AS old',
    [after],
  );
  if (rows[0]?.old) await pauseRetention(client);
}

interface Policy {
  readonly job_id: number;
  readonly same: boolean;
}

/** The policy of a table or aggregate, and whether its intervals are as wanted. */
async function findPolicy(
  client: Queryable,
  kind: string,
  relation: string,
  wanted: Readonly<Record<string, string | null>>,
): Promise<Policy | undefined> {
  const { rows } = await client.query<Policy>(
    `SELECT job_id, NOT EXISTS (
       SELECT FROM jsonb_each_text($3) AS wanted
       WHERE (config ->> wanted.key)::interval IS DISTINCT FROM wanted.value::interval) AS same
     FROM timescaledb_information.jobs WHERE proc_name = 'policy_' || $1 AND hypertable_name = $2`,
    [kind, relation, JSON.stringify(wanted)],
  );
  return rows[0];
}

/** In place, so that its history and a pause survive. */
async function changePolicy(
  client: Queryable,
  { job_id }: Policy,
  change: Readonly<Record<string, string>>,
): Promise<void> {
  await client.query(
    `SELECT alter_job(job_id, config => config || $2) FROM timescaledb_information.jobs WHERE job_id = $1`,
    [job_id, JSON.stringify(change)],
  );
}

/** How many raw bars are older than the window, and so would be dropped by a retention policy of that length. */
export async function rowsOlderThan(pool: pg.Pool, window: string | null): Promise<number> {
  const { rows } = await pool.query<{ n: string }>(
    'SELECT count(*) AS n FROM ts_price_history WHERE ts < now() - $1::interval',
    [window],
  );
  return Number(rows[0]?.n ?? 0);
}

/** Whether the policy that drops old raw bars runs. There is none on the Apache edition. */
export async function isRetentionOn(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ on: boolean }>(
    `SELECT EXISTS (SELECT FROM timescaledb_information.jobs
       WHERE proc_name = 'policy_retention' AND hypertable_name = 'ts_price_history' AND scheduled) AS on`,
  );
  return rows[0]?.on === true;
}

/** Stops the retention policy until somebody confirms it; returns whether it had been running. */
export function pauseRetention(client: Queryable): Promise<boolean> {
  return scheduleRetention(client, false);
}

/** Lets the retention policy run; returns whether it had been paused. For a user who has confirmed it. */
export function resumeRetention(client: Queryable): Promise<boolean> {
  return scheduleRetention(client, true);
}

async function scheduleRetention(client: Queryable, scheduled: boolean): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT alter_job(job_id, scheduled => $1) FROM timescaledb_information.jobs
     WHERE proc_name = 'policy_retention' AND hypertable_name = 'ts_price_history' AND scheduled <> $1`,
    [scheduled],
  );
  return (rowCount ?? 0) > 0;
}

/**
 * Drops chunks of raw bars that lie wholly before the window, a batch of them at a time. For editions without
 * policies; whoever calls it answers for the user's consent.
 * @returns how many chunks were dropped
 */
export async function dropExpiredBars({ pool }: Database, window: string): Promise<number> {
  let dropped = 0;
  for (;;) {
    const { rowCount } = await pool.query(
      `SELECT drop_chunks('ts_price_history', older_than => bound) FROM (
         SELECT max(range_end) AS bound FROM (
           SELECT range_end FROM timescaledb_information.chunks
           WHERE hypertable_name = 'ts_price_history' AND range_end <= now() - $1::interval
           ORDER BY range_end LIMIT $2) AS oldest) AS batch
       WHERE bound IS NOT NULL`,
      [window, chunksPerDrop],
    );
    if (!rowCount) return dropped;
    dropped += rowCount;
  }
}

/** Chunk widths for live data, by hypertable. */
export function wantedChunkIntervals({
  chunkIntervalPrices,
}: StoragePolicies): Readonly<Record<string, string>> {
  return { ...chunkIntervals, ts_price_history: chunkIntervalPrices };
}

/** Sets the chunk widths for live data; backfills set wider ones for their own time. */
export async function setChunkIntervals(client: Queryable, policies: StoragePolicies): Promise<void> {
  const wanted = wantedChunkIntervals(policies);
  for (const [table, width] of Object.entries(wanted)) await setChunkInterval(client, table, width);
}

/** Applies to chunks made from now on. */
export async function setChunkInterval(client: Queryable, table: string, width: string): Promise<void> {
  await client.query(
    `SELECT set_chunk_time_interval(format('%I', hypertable_name)::regclass, $2::interval) FROM timescaledb_information.dimensions
     WHERE hypertable_name = $1 AND time_interval IS DISTINCT FROM $2::interval`,
    [table, width],
  );
}
