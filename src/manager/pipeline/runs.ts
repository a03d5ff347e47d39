import type pg from 'pg';
import { died, interrupted, longestRun } from '../../storage/timescale/pipeline/etl-run.ts';

/** What became of a run as a whole. */
type RunState = 'running' | 'finished' | 'some failed' | 'failed' | 'interrupted' | 'died';

/** A run as it is listed. */
export interface RunSummaryRow {
  readonly id: string;
  readonly kind: 'fetch' | 'file';
  readonly place: string;
  readonly started_at: Date;
  readonly finished_at: Date | null;
  readonly status: 'running' | 'finished' | 'failed';
  /** The status, and what follows from the failure and the lines. */
  readonly state: RunState;
  readonly failure: string | null;
  readonly succeeded: number;
  readonly failed: number;
  readonly skipped: number;
  readonly written: number;
  readonly corrected: number;
  readonly quarantined: number;
}

/** The latest runs of the pipeline, the newest first. @param before only runs that began before this one */
export async function listRuns(
  pool: pg.Pool,
  limit: number,
  { before = null, only = null }: { readonly before?: string | null; readonly only?: string | null } = {},
): Promise<RunSummaryRow[]> {
  const { rows } = await pool.query<Omit<RunSummaryRow, 'state'> & { readonly overdue: boolean }>(
    `SELECT run.id, run.kind, run.place, run.started_at, run.finished_at, run.status, run.failure,
       run.started_at < now() - interval '${longestRun}' AS overdue,
       count(*) FILTER (WHERE line.outcome = 'success')::int AS succeeded,
       count(*) FILTER (WHERE line.outcome = 'failed')::int AS failed,
       count(*) FILTER (WHERE line.outcome = 'skipped')::int AS skipped,
       coalesce(sum(line.written), 0)::float8 AS written,
       coalesce(sum(line.corrected), 0)::float8 AS corrected,
       coalesce(sum(line.quarantined), 0)::float8 AS quarantined
     FROM (SELECT * FROM etl_runs
       WHERE ($2::bigint IS NULL OR (started_at, id) < (SELECT started_at, id FROM etl_runs WHERE id = $2))
         AND ($3::bigint IS NULL OR id = $3)
       ORDER BY started_at DESC, id DESC LIMIT $1) AS run
     LEFT JOIN etl_run_symbols AS line ON line.run_id = run.id
     GROUP BY run.id, run.kind, run.place, run.started_at, run.finished_at, run.status, run.failure
     ORDER BY run.started_at DESC, run.id DESC`,
    [limit, before, only],
  );
  return rows.map(({ overdue, ...run }) => ({ ...run, state: stateOf(run, overdue) }));
}

function stateOf(
  { status, failure, succeeded, failed, skipped }: Omit<RunSummaryRow, 'state'>,
  overdue: boolean,
): RunState {
  if (failure === died || (status === 'running' && overdue)) return 'died';
  if (failure === interrupted) return 'interrupted';
  if (status !== 'finished' || failed === 0) return status;
  return succeeded + skipped > 0 ? 'some failed' : 'failed';
}

/** Why a run failed as a whole; null where it did not, or is not known. */
export async function runFailure(pool: pg.Pool, id: string): Promise<string | null> {
  const { rows } = await pool.query<{ failure: string | null }>(
    'SELECT failure FROM etl_runs WHERE id = $1',
    [id],
  );
  return rows[0]?.failure ?? null;
}

/** The line of a run about a symbol. */
export interface RunLineRow {
  readonly symbol: string;
  readonly interval: string;
  readonly outcome: 'success' | 'failed' | 'skipped';
  readonly reason: string | null;
  readonly fetched: number;
  readonly written: number;
  readonly corrected: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly merged: number;
  readonly quarantined: number;
  readonly flagged: number;
  readonly mended: number;
}

/** The lines of a run, failures first; null where there is no such run. */
export async function runLines(pool: pg.Pool, id: string): Promise<RunLineRow[] | null> {
  const known = await pool.query('SELECT FROM etl_runs WHERE id = $1', [id]);
  if (known.rowCount === 0) return null;
  const counts = [
    'fetched',
    'written',
    'corrected',
    'unchanged',
    'kept',
    'merged',
    'quarantined',
    'flagged',
    'mended',
  ];
  const { rows } = await pool.query<RunLineRow>(
    `SELECT symbol, interval, outcome, reason, ${counts.map((name) => `${name}::float8 AS ${name}`).join(', ')}
     FROM etl_run_symbols WHERE run_id = $1
     ORDER BY array_position(ARRAY['failed', 'success', 'skipped'], outcome), symbol COLLATE "C", interval COLLATE "C"`,
    [id],
  );
  return rows;
}
