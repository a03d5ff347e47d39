import { hostname } from 'node:os';
import type pg from 'pg';
import { StockulaError } from '../domain/errors.ts';
import type { EpochMicros } from '../domain/nominal.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { processExists } from './process-exists.ts';
import type { MigrationReport, TableCounts } from './report.ts';
import { legacyTargets } from './routes.ts';
import type { MigrationSource } from './source.ts';

/** One run of a migration, in whose name rows are written. */
export interface MigrationRun {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  readonly asOf: EpochMicros;
  /** Under which quarantined and merged rows are filed: the path of the file when it was first migrated. */
  readonly sourceName: string;
}

interface RunRow {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  readonly as_of_micros: string;
  readonly status: string;
  readonly owner_host: string;
  readonly owner_pid: number;
  readonly silent_seconds: number;
  readonly source_fingerprint: string;
  readonly source_path: string;
}

const runColumns = `id, mode, (extract(epoch FROM as_of) * 1000000)::bigint AS as_of_micros, status, owner_host, owner_pid,
  extract(epoch FROM now() - heartbeat_at)::float8 AS silent_seconds, source_fingerprint, source_path`;

/** A run on another machine whose heartbeat is older is taken for dead. */
const silentForSeconds = 60;

/**
 * Begins a run, or takes up the last one of the same content where it stopped: what its journal lists is done.
 * @throws StockulaError MIGRATION_CONFLICT while another run is alive
 */
export async function beginRun(pool: pg.Pool, source: MigrationSource): Promise<MigrationRun> {
  return inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE migration_runs IN SHARE ROW EXCLUSIVE MODE');
    const { rows } = await client.query<RunRow>(
      `SELECT ${runColumns} FROM migration_runs ORDER BY id DESC LIMIT 1`,
    );
    const [last] = rows;
    if (last?.status === 'running') refuseIfAlive(last);
    if (last && goesOn(last, source)) return takeUp(client, last);
    if (last) refuseIfForeign(last, source);
    if (last?.status === 'running') await closeUnfinished(client, last);
    await client.query('DELETE FROM quarantine');
    await client.query('DELETE FROM merged_rows');
    return insertRun(client, source);
  });
}

/** The last run of this very content, if it got to its end. */
export async function finishedRunOf(pool: pg.Pool, source: MigrationSource): Promise<MigrationRun | null> {
  const { rows } = await pool.query<RunRow>(
    `SELECT ${runColumns} FROM migration_runs WHERE source_fingerprint = $1 AND status <> 'running' ORDER BY id DESC LIMIT 1`,
    [source.fingerprint],
  );
  return rows[0] ? runOf(rows[0]) : null;
}

/** Notes how a run ended. */
export async function finishRun(pool: pg.Pool, run: MigrationRun, report: MigrationReport): Promise<void> {
  await pool.query('UPDATE migration_runs SET status = $2, report = $3, finished_at = now() WHERE id = $1', [
    run.id,
    report.status,
    JSON.stringify(report),
  ]);
}

/** Notes a batch in the batch's own transaction, and that the run is alive. */
export async function noteBatch(
  client: pg.PoolClient,
  run: MigrationRun,
  table: LegacyTableName,
  batch: number,
  counts: TableCounts,
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE migration_runs SET heartbeat_at = now() WHERE id = $1 AND status = 'running' AND owner_host = $2 AND owner_pid = $3`,
    [run.id, hostname(), process.pid],
  );
  if (rowCount !== 1) throw takenOver();
  await client.query('INSERT INTO migration_batches VALUES ($1, $2, $3, $4, $5, $6, $7)', [
    run.id,
    table,
    batch,
    counts.read,
    counts.written,
    counts.merged,
    counts.quarantined,
  ]);
}

/** The batches of a table that were committed, with what each did. */
export async function committedBatches(
  pool: pg.Pool,
  run: MigrationRun,
  table: LegacyTableName,
): Promise<Map<number, TableCounts>> {
  const { rows } = await pool.query<Record<string, string> & { batch: number }>(
    'SELECT batch, rows_read, rows_written, rows_merged, rows_quarantined FROM migration_batches WHERE run_id = $1 AND source_table = $2',
    [run.id, table],
  );
  return new Map(
    rows.map((row) => [
      row.batch,
      {
        read: Number(row['rows_read']),
        written: Number(row['rows_written']),
        merged: Number(row['rows_merged']),
        quarantined: Number(row['rows_quarantined']),
      },
    ]),
  );
}

/** A run that ended in a mismatch is not taken up: a new one compares every row and writes what differs. */
function goesOn(last: RunRow, source: MigrationSource): boolean {
  return last.source_fingerprint === source.fingerprint && last.status !== 'mismatched';
}

/** Rows of two files in the same tables could not be told apart when they are verified. */
function refuseIfForeign(last: RunRow, source: MigrationSource): void {
  if (last.source_path === source.path || last.source_fingerprint === source.fingerprint) return;
  throw new StockulaError('MIGRATION_CONFLICT', {
    expected: 'a database that is empty or was filled from the same file',
    got: `one that was filled from ${last.source_path}`,
    remedy: 'Choose another data directory (STOCKULA_DATA_DIR) or database (DATABASE_URL) for this file.',
  });
}

async function closeUnfinished(client: pg.PoolClient, run: RunRow): Promise<void> {
  await client.query(`UPDATE migration_runs SET status = 'mismatched', finished_at = now() WHERE id = $1`, [
    run.id,
  ]);
}

async function takeUp(client: pg.PoolClient, last: RunRow): Promise<MigrationRun> {
  await client.query(
    `UPDATE migration_runs SET status = 'running', owner_host = $2, owner_pid = $3, heartbeat_at = now() WHERE id = $1`,
    [last.id, hostname(), process.pid],
  );
  return runOf(last);
}

async function insertRun(client: pg.PoolClient, source: MigrationSource): Promise<MigrationRun> {
  const mode = (await anyRows(client)) ? 'merge' : 'copy';
  const { rows } = await client.query<RunRow>(
    `INSERT INTO migration_runs (source_path, source_generation, source_fingerprint, mode, owner_host, owner_pid, status)
     VALUES ($1, $2, $3, $4, $5, $6, 'running') RETURNING ${runColumns}`,
    [source.path, source.file.generation, source.fingerprint, mode, hostname(), process.pid],
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
  };
}

function refuseIfAlive(run: RunRow): void {
  const here = run.owner_host === hostname();
  const alive = here
    ? run.owner_pid !== process.pid && processExists(run.owner_pid)
    : run.silent_seconds < silentForSeconds;
  if (!alive) return;
  throw new StockulaError('MIGRATION_CONFLICT', {
    expected: 'no other migration into this database',
    got: `one that runs in process ${run.owner_pid} on ${run.owner_host}, from ${run.source_path}`,
    remedy:
      'Wait until it is done, or end that process and run this again: it goes on where the other stopped.',
  });
}

function takenOver(): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'to be the only migration into this database',
    got: 'that another process took this run over',
    remedy: 'Let the other one finish; nothing of this batch was written.',
  });
}
