import { hostname } from 'node:os';
import type pg from 'pg';
import type { EpochMicros } from '../domain/nominal.ts';
import { inListOrder, type RepairSet } from '../domain/repair.ts';
import { processExists } from '../infra/system/process-exists.ts';
import type { Database } from '../storage/timescale/database.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { asideTables } from './aside-tables.ts';
import * as conflicts from './conflicts.ts';
import { chooseRepairs, readRepairs, sameRepairs } from './repair-choice.ts';
import type { MigrationReport } from './report.ts';
import { legacyTargets } from './routes.ts';
import type { MigrationSource } from './source.ts';

/** One run of a migration, in whose name rows are written. */
export interface MigrationRun {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  /** The time against which future dates are judged. */
  readonly asOf: EpochMicros;
  /** Under which quarantined and merged rows are filed: the path of the file when it was first migrated. */
  readonly sourceName: string;
  /** What is mended in its rows. */
  readonly repairs: RepairSet;
  /** It had got to its end before, with everything in place: there is nothing to do but to verify. */
  readonly isDone: boolean;
}

interface RunRow {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  readonly as_of_micros: string;
  readonly now_micros: string;
  readonly status: 'running' | 'verified' | 'mismatched' | 'followed';
  readonly kind: 'copy' | 'follow';
  readonly owner_host: string;
  readonly owner_pid: number;
  readonly silent_seconds: number;
  readonly source_fingerprint: string;
  readonly source_path: string;
  readonly repairs: readonly string[];
}

const micros = (time: string): string => `(extract(epoch FROM ${time}) * 1000000)::bigint`;
const runColumns = `id, mode, ${micros('as_of')} AS as_of_micros, ${micros('now()')} AS now_micros, status, kind, owner_host,
  owner_pid, extract(epoch FROM now() - heartbeat_at)::float8 AS silent_seconds, source_fingerprint, source_path, repairs`;

/** A run on another machine whose heartbeat is older is taken for dead. */
const silentForSeconds = 60;
/** On this machine the process tells; but after so long without a heartbeat its number belongs to another one. */
const silentHereForSeconds = 3_600;

/** Runs of this very process, which its number cannot tell from one that a crash left behind. */
const ownRuns = new Set<string>();
const keyOf = (database: Database, id: string): string => `${database.place} ${id}`;

/** Host and process id, as they are noted with a run. */
export function owner(): [string, number] {
  return [hostname(), process.pid];
}

/** @throws StockulaError MIGRATION_CONFLICT while another run is alive */
export async function refuseWhileRunning(database: Database): Promise<void> {
  const [last] = await runsOf(database.pool, 'LIMIT 1');
  if (last && isAlive(database, last)) throw conflicts.alreadyRunning(last);
}

/**
 * Refuses what `beginRun` would, and begins nothing; the synthetic sample makes way for any file.
 * @param sample path of the sample
 * @throws StockulaError MIGRATION_CONFLICT
 */
export async function refuseRun(
  database: Database,
  source: Pick<MigrationSource, 'path' | 'fingerprint'>,
  sample: string,
): Promise<void> {
  const [last] = await runsOf(database.pool, 'LIMIT 1');
  if (!last) return;
  if (isAlive(database, last)) throw conflicts.alreadyRunning(last);
  if (isForeign(last, source) && last.source_path !== sample) throw conflicts.filledFromElsewhere(last);
  chooseRepairs(null, last);
}

/**
 * Begins a run, or takes up the last one of the same content where it stopped: what its journal lists is done.
 * `leaveRun` must follow.
 * @param wanted the repairs to make; null: those of the last run
 * @throws StockulaError MIGRATION_CONFLICT while another run is alive, if the database holds another file's rows, or
 *   if it was filled with repairs that are not wanted
 */
export async function beginRun(
  database: Database,
  source: MigrationSource,
  wanted: RepairSet | null = null,
): Promise<MigrationRun> {
  const run = await inTransaction(database.pool, async (client) => {
    await client.query('LOCK TABLE migration_runs IN SHARE ROW EXCLUSIVE MODE');
    const [last] = await runsOf(client, 'LIMIT 1');
    if (last && isAlive(database, last)) throw conflicts.alreadyRunning(last);
    if (last && isForeign(last, source)) throw conflicts.filledFromElsewhere(last);
    const repairs = chooseRepairs(wanted, last);
    if (last && goesOn(last, source, repairs)) return takeUp(client, last);
    if (last?.status === 'running') await closeUnfinished(client, last.id);
    // What is set aside mirrors the source as it is now.
    for (const table of asideTables)
      await client.query(`DELETE FROM ${table} WHERE source IN (SELECT source_path FROM migration_runs)`);
    return insertRun(client, source, { kind: 'copy', path: source.path, repairs });
  });
  ownRuns.add(keyOf(database, run.id));
  return run;
}

/**
 * Begins to follow a file that was migrated. `leaveRun` must follow.
 * @throws StockulaError MIGRATION_CONFLICT while another run is alive, or without a finished migration of the file
 */
export async function beginFollow(database: Database, source: MigrationSource): Promise<MigrationRun> {
  const run = await inTransaction(database.pool, async (client) => {
    await client.query('LOCK TABLE migration_runs IN SHARE ROW EXCLUSIVE MODE');
    const [last] = await runsOf(client, 'LIMIT 1');
    if (!last) throw conflicts.neverMigrated(source.path);
    if (isAlive(database, last)) throw conflicts.alreadyRunning(last);
    if (isForeign(last, source)) throw conflicts.neverMigrated(source.path);
    if (last.status === 'running') {
      if (last.kind === 'copy') throw conflicts.unfinished(last);
      await closeUnfinished(client, last.id);
    }
    return insertRun(client, source, {
      kind: 'follow',
      path: last.source_path,
      repairs: readRepairs(last),
    });
  });
  ownRuns.add(keyOf(database, run.id));
  return run;
}

/** How far a follower has come. */
export interface Followed {
  /** Rounds in which something was carried over. */
  readonly rounds: number;
  readonly written: number;
  readonly removed: number;
  /** Rows that were changed to what cannot be taken, or came so: see the quarantine. */
  readonly quarantined: number;
  /** From the file's last write to the end of the round that carried it over. */
  readonly lag_seconds: number;
}

/**
 * Notes that the target says what a snapshot says.
 * @throws StockulaError MIGRATION_CONFLICT if another process took the run over
 */
export async function noteFollowed(
  pool: pg.Pool,
  run: MigrationRun,
  { fingerprint }: MigrationSource,
  followed: Followed,
): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE migration_runs SET source_fingerprint = $2, as_of = to_timestamp($3::float8 / 1000000), followed = $4, heartbeat_at = now()
     WHERE id = $1 AND status = 'running' AND owner_host = $5 AND owner_pid = $6`,
    [run.id, fingerprint, run.asOf, JSON.stringify(followed), ...owner()],
  );
  if (rowCount !== 1) throw conflicts.takenOver();
}

/** Ends a follower without a comparison of everything. */
export async function endFollow(pool: pg.Pool, run: MigrationRun): Promise<void> {
  await pool.query(
    `UPDATE migration_runs SET status = 'followed', finished_at = now() WHERE id = $1 AND status = 'running'`,
    [run.id],
  );
}

/** Whatever became of the run, this process no longer works on it. */
export function leaveRun(database: Database, run: MigrationRun): void {
  ownRuns.delete(keyOf(database, run.id));
}

/**
 * The run whose outcome is to be compared with a source: the last of the same content, or else of the same file.
 * @throws StockulaError MIGRATION_CONFLICT if there is none, or one is not finished
 */
export async function runToVerify({ pool }: Database, source: MigrationSource): Promise<MigrationRun> {
  const runs = await runsOf(pool);
  const [last] = runs;
  if (last?.status === 'running') throw conflicts.unfinished(last);
  const same = runs.find((run) => run.source_fingerprint === source.fingerprint);
  // Later runs may have made more repairs, never fewer.
  if (same && last) return { ...runOf(same), repairs: readRepairs(last) };
  if (!last || last.source_path !== source.path) throw conflicts.neverMigrated(source.path);
  return { ...runOf(last), asOf: Number(last.now_micros) as EpochMicros };
}

/** A run as others see it. */
export interface RunSummary {
  readonly kind: 'copy' | 'follow';
  readonly status: RunRow['status'];
  /** Of a running one: whether its process still works on it. */
  readonly isAlive: boolean;
  readonly source_path: string;
  readonly source_fingerprint: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly repairs: readonly string[];
  readonly followed: Followed | null;
}

/** The last run into a database, whatever its source; null before the first. */
export async function lastRun(database: Database): Promise<RunSummary | null> {
  const { rows } = await database.pool.query<RunRow & Omit<RunSummary, 'isAlive'>>(
    `SELECT ${runColumns}, as_of AS started_at, finished_at, followed FROM migration_runs ORDER BY id DESC LIMIT 1`,
  );
  const [row] = rows;
  if (!row) return null;
  const { kind, status, source_path, source_fingerprint, started_at, finished_at, repairs, followed } = row;
  const told = { kind, status, source_path, source_fingerprint, started_at, finished_at, repairs, followed };
  return { ...told, isAlive: isAlive(database, row) };
}

/** Whether a run was one of this file, under this path or with this content. */
export function isRunOf(run: RunSummary, source: MigrationSource): boolean {
  return run.source_path === source.path || run.source_fingerprint === source.fingerprint;
}

/**
 * Notes how a run ended.
 * @throws StockulaError MIGRATION_CONFLICT if another process took it over
 */
export async function finishRun(pool: pg.Pool, run: MigrationRun, report: MigrationReport): Promise<void> {
  const { rowCount } = await pool.query(
    `UPDATE migration_runs SET status = $2, report = $3, finished_at = now()
     WHERE id = $1 AND status = 'running' AND owner_host = $4 AND owner_pid = $5`,
    [run.id, report.status, JSON.stringify(report), ...owner()],
  );
  if (rowCount !== 1) throw conflicts.takenOver();
}

/** Ends a run that cannot go on; the next one compares every row. */
export async function closeUnfinished(client: Pick<pg.Pool, 'query'>, id: string): Promise<void> {
  await client.query(
    `UPDATE migration_runs SET status = 'mismatched', finished_at = now() WHERE id = $1 AND status = 'running'`,
    [id],
  );
}

/** The runs so far, the last one first. */
async function runsOf(client: Pick<pg.Pool, 'query'>, end = ''): Promise<RunRow[]> {
  const { rows } = await client.query<RunRow>(
    `SELECT ${runColumns} FROM migration_runs ORDER BY migration_runs.id DESC ${end}`,
  );
  return rows;
}

function isAlive(database: Database, run: RunRow): boolean {
  if (run.status !== 'running') return false;
  const [host, pid] = owner();
  if (run.owner_host !== host) return run.silent_seconds < silentForSeconds;
  if (run.owner_pid === pid) return ownRuns.has(keyOf(database, run.id));
  return processExists(run.owner_pid) && run.silent_seconds < silentHereForSeconds;
}

/**
 * A run that ended in a mismatch is not taken up, nor one with fewer repairs: a new one compares every row and writes
 * what differs. Nor is a follower that was interrupted: it kept no journal of batches.
 */
function goesOn(last: RunRow, source: MigrationSource, repairs: RepairSet): boolean {
  const { source_fingerprint, status, kind } = last;
  if (source_fingerprint !== source.fingerprint || !sameRepairs(readRepairs(last), repairs)) return false;
  return status === 'verified' || (status === 'running' && kind === 'copy');
}

/** Rows of two files in the same tables could not be told apart when they are verified. */
function isForeign(last: RunRow, source: Pick<MigrationSource, 'path' | 'fingerprint'>): boolean {
  return last.source_path !== source.path && last.source_fingerprint !== source.fingerprint;
}

async function takeUp(client: pg.PoolClient, last: RunRow): Promise<MigrationRun> {
  await client.query(
    `UPDATE migration_runs SET status = 'running', owner_host = $2, owner_pid = $3, heartbeat_at = now() WHERE id = $1`,
    [last.id, ...owner()],
  );
  return runOf(last);
}

async function insertRun(
  client: pg.PoolClient,
  source: MigrationSource,
  { kind, path, repairs }: { kind: RunRow['kind']; path: string; repairs: RepairSet },
): Promise<MigrationRun> {
  const mode = (await anyRows(client)) ? 'merge' : 'copy';
  const { rows } = await client.query<RunRow>(
    `INSERT INTO migration_runs (source_path, source_generation, source_fingerprint, mode, owner_host, owner_pid, kind, repairs, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'running') RETURNING ${runColumns}`,
    [path, source.file.generation, source.fingerprint, mode, ...owner(), kind, inListOrder(repairs)],
  );
  const [row] = rows;
  if (!row) throw new Error('a run was inserted but not returned');
  return runOf(row);
}

async function anyRows(client: pg.PoolClient): Promise<boolean> {
  const some = legacyTargets.map((table) => `EXISTS (SELECT FROM ${table})`).join(' OR ');
  const { rows } = await client.query<{ some: boolean }>(`SELECT ${some} AS some`);
  return rows[0]?.some ?? false;
}

function runOf(row: RunRow): MigrationRun {
  return {
    id: row.id,
    mode: row.mode,
    asOf: Number(row.as_of_micros) as EpochMicros,
    sourceName: row.source_path,
    repairs: readRepairs(row),
    isDone: row.status === 'verified',
  };
}
