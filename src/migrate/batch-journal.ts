import type pg from 'pg';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import { takenOver } from './conflicts.ts';
import { type MigrationRun, owner } from './journal.ts';
import type { TableCounts } from './report.ts';

/** The journal of an interrupted run does not fit what this version makes of the source: it must begin anew. */
export class StaleJournal extends Error {
  override readonly name = 'StaleJournal';
}

/**
 * Notes a batch in the batch's own transaction, and that the run is alive.
 * @throws StockulaError MIGRATION_CONFLICT if another process took the run over
 */
export async function noteBatch(
  client: pg.PoolClient,
  run: MigrationRun,
  table: LegacyTableName,
  batch: number,
  counts: TableCounts,
): Promise<void> {
  const { rowCount } = await client.query(
    `UPDATE migration_runs SET heartbeat_at = now() WHERE id = $1 AND status = 'running' AND owner_host = $2 AND owner_pid = $3`,
    [run.id, ...owner()],
  );
  if (rowCount !== 1) throw takenOver();
  await client.query(
    `INSERT INTO migration_batches (run_id, source_table, batch, rows_read, rows_written, rows_merged, rows_quarantined)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [run.id, table, batch, counts.read, counts.written, counts.merged, counts.quarantined],
  );
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

/** @throws StaleJournal if a committed batch is not the one that is counted now */
export function checkBatch(committed: TableCounts, counts: TableCounts): void {
  const same =
    committed.read === counts.read &&
    committed.written === counts.written &&
    committed.merged === counts.merged &&
    committed.quarantined === counts.quarantined;
  if (!same) throw new StaleJournal('a committed batch has other rows than the same batch has now');
}
