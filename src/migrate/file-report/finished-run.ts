import type pg from 'pg';
import { StockulaError } from '../../domain/errors.ts';
import { unfinished } from '../conflicts.ts';
import type { MigrationReport, TableReport } from '../report.ts';

type Later = 'source_checksum' | 'target_checksum' | 'kept';
/** Runs of older versions noted neither checksums nor kept rows. */
type StoredTable = Omit<TableReport, Later> & Partial<Pick<TableReport, Later>>;
type StoredReport = Omit<MigrationReport, 'tables'> & { readonly tables: readonly StoredTable[] };

interface RunRow {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly status: 'running' | 'verified' | 'mismatched';
  readonly source_path: string;
  readonly owner_host: string;
  readonly owner_pid: number;
  readonly report: StoredReport | null;
}

/** The last run, which has come to its end. */
export interface FinishedRun {
  readonly id: string;
  readonly mode: 'copy' | 'merge';
  readonly startedAt: Date;
  readonly finishedAt: Date;
  readonly report: StoredReport;
}

/** @throws StockulaError MIGRATION_CONFLICT if there was no migration, or the last one has no report yet */
export async function readFinishedRun(pool: pg.Pool): Promise<FinishedRun> {
  const { rows } = await pool.query<RunRow>(
    `SELECT id, mode, as_of AS started_at, finished_at, status, source_path, owner_host, owner_pid, report
     FROM migration_runs ORDER BY id DESC LIMIT 1`,
  );
  const [run] = rows;
  if (!run) {
    throw new StockulaError('MIGRATION_CONFLICT', {
      expected: 'a finished migration to report on',
      got: 'a database into which nothing was migrated',
      remedy: 'Run "stockula migrate run --from FILE" first.',
    });
  }
  const { id, mode, started_at: startedAt, finished_at: finishedAt, report } = run;
  if (run.status === 'running' || !report || !finishedAt) throw unfinished(run);
  return { id, mode, startedAt, finishedAt, report };
}
