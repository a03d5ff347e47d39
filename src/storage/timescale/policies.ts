import pg from 'pg';
import { StockulaError } from '../../domain/errors.ts';
import { advisoryLocks } from './advisory-locks.ts';
import type { Database } from './database.ts';
import type { Edition } from './edition.ts';
import { inTransaction } from './transaction.ts';
import {
  type FoundPolicy,
  findPolicy,
  type StoragePolicies,
  type WantedPolicy,
  wantedPolicies,
} from './wanted-policies.ts';

export type { StoragePolicies } from './wanted-policies.ts';

type Queryable = Pick<pg.Pool, 'query'>;

/** Chunk widths of the other hypertables; prices have theirs in the configuration. */
const chunkIntervals: Readonly<Record<string, string>> = {
  ts_dividends: '1 month',
  ts_splits: '1 year',
  ts_options_calls: '1 day',
  ts_options_puts: '1 day',
};

/** A refresh window needs two buckets and has to end before retention begins: so much is the least. */
const shortestRetention = '7 days';
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
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.policies]);
    await refuseShortRetention(client, policies.retentionRawBars);
    await setChunkIntervals(client, policies);
    if (edition.name !== 'community') return;
    for (const policy of await wantedPolicies(client, policies)) await applyPolicy(client, policy);
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

async function applyPolicy(client: Queryable, policy: WantedPolicy): Promise<void> {
  const { kind, on, intervals } = policy;
  const job = await findPolicy(client, policy);
  if (intervals === null) {
    if (job) await client.query(removal[kind], [on]);
    return;
  }
  if (job?.same) return;
  if (job) await changePolicy(client, job, intervals);
  else await addPolicy(client, policy);
  if (policy.kind === 'retention') await pauseWhereItWouldDrop(client, policy.intervals?.drop_after);
}

const removal: Readonly<Record<WantedPolicy['kind'], string>> = {
  compression: 'SELECT remove_compression_policy($1::regclass)',
  refresh_continuous_aggregate: 'SELECT remove_continuous_aggregate_policy($1::regclass)',
  retention: 'SELECT remove_retention_policy($1::regclass)',
};

async function addPolicy(client: Queryable, policy: WantedPolicy): Promise<void> {
  if (policy.kind === 'compression') {
    await client.query('SELECT add_compression_policy($1::regclass, $2::interval)', [
      policy.on,
      policy.intervals?.compress_after,
    ]);
  } else if (policy.kind === 'retention') {
    await client.query('SELECT add_retention_policy($1::regclass, $2::interval)', [
      policy.on,
      policy.intervals?.drop_after,
    ]);
  } else {
    await client.query(
      `SELECT add_continuous_aggregate_policy($1::regclass, start_offset => $2::interval, end_offset => $3::interval,
         schedule_interval => $4::interval)`,
      [policy.on, policy.intervals?.start_offset, policy.intervals?.end_offset, policy.every],
    );
  }
}

async function pauseWhereItWouldDrop(client: Queryable, after: string | undefined): Promise<void> {
  const { rows } = await client.query<{ old: boolean }>(
    'SELECT EXISTS (SELECT FROM ts_price_history WHERE ts < now() - $1::interval) AS old',
    [after],
  );
  if (rows[0]?.old) await pauseRetention(client);
}

/** In place, so that its history and a pause survive. */
async function changePolicy(
  client: Queryable,
  { job_id }: FoundPolicy,
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

/**
 * Stops the retention policy before a bar is stored that it would drop: it must never meet one unasked.
 * @param oldest the time of that bar, or its day
 * @param window of the policy; null: never
 */
export async function pauseRetentionFor(
  client: Queryable,
  oldest: string,
  window: string | null,
): Promise<void> {
  const { rows } = await client.query<{ older: boolean | null }>(
    'SELECT $1::timestamptz < now() - $2::interval AS older',
    [oldest, window],
  );
  if (rows[0]?.older) await pauseRetention(client);
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

/** Within a transaction: applies to chunks made from now on. */
export async function setChunkInterval(client: Queryable, table: string, width: string): Promise<void> {
  if (!(await isOtherInterval(client, table, width))) return;
  await lockChunkMaking(client, table);
  await client.query(
    `SELECT set_chunk_time_interval(format('%I', hypertable_name)::regclass, $2::interval) FROM timescaledb_information.dimensions
     WHERE hypertable_name = $1 AND time_interval IS DISTINCT FROM $2::interval`,
    [table, width],
  );
}

async function isOtherInterval(client: Queryable, table: string, width: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `SELECT FROM timescaledb_information.dimensions
     WHERE hypertable_name = $1 AND time_interval IS DISTINCT FROM $2::interval`,
    [table, width],
  );
  return rowCount !== 0;
}

/**
 * Until the end of the transaction nobody else makes chunks of the table or changes their width. The width is one row
 * of the catalog: two that change it at once fail. The lock is the very one that TimescaleDB takes, and keeps as
 * long, to make a chunk: so whoever makes chunks waits for nobody whom it would not have to wait for anyway.
 */
export async function lockChunkMaking(client: Queryable, table: string): Promise<void> {
  await client.query(chunkMakingLock(table));
}

/** The same, as a statement. */
export function chunkMakingLock(table: string): string {
  return `LOCK TABLE ONLY ${pg.escapeIdentifier(table)} IN SHARE UPDATE EXCLUSIVE MODE`;
}
