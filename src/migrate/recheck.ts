import type pg from 'pg';
import type { Database } from '../storage/timescale/database.ts';
import type { Difference } from './report.ts';
import { routes } from './routes.ts';
import { verifyMigration } from './run.ts';
import { differencesOf, storedChecksumsOf, type VerifiedRows } from './verify.ts';
import type { MigrationRequest } from './work.ts';

/**
 * Reads the stored rows once more, all of their columns, and compares them with those that were verified. Where they
 * differ, the run no longer counts as verified: the next one compares every row and mends what is other.
 * @returns the groups that differ; null where that says nothing, because another run has written since
 */
export async function recheckRows(
  { pool }: Database,
  { runId, tables }: VerifiedRows,
): Promise<readonly Difference[] | null> {
  const differences: Difference[] = [];
  for (const use of routes) {
    await use(async (route) => {
      const verified = tables.get(route.source);
      if (!verified) return;
      const sizes = new Map([...verified].map(([group, { rows }]) => [group, rows]));
      const stored = await storedChecksumsOf(route.target, pool, sizes);
      differences.push(...differencesOf(route, verified, stored));
    });
  }
  return withdrawn(pool, runId, differences);
}

/**
 * The same where another process verified the rows: with the file, which should be as it was then.
 * @returns as `recheckRows`; null also where the file was written to since
 */
export async function recheckWithFile(request: MigrationRequest): Promise<readonly Difference[] | null> {
  let runId = '';
  const noteRun = (rows: VerifiedRows): void => {
    runId = rows.runId;
  };
  const { differences, source } = await verifyMigration({ ...request, onVerified: noteRun });
  return withdrawn(request.database.pool, runId, differences, source.fingerprint);
}

async function withdrawn(
  pool: pg.Pool,
  runId: string,
  differences: readonly Difference[],
  fingerprint: string | null = null,
): Promise<readonly Difference[] | null> {
  if (differences.length === 0) return differences;
  // Where it is not the last run, or not of this content, they say nothing: a follower writes what the file has become.
  const { rowCount } = await pool.query(
    `UPDATE migration_runs SET status = 'mismatched', report = NULL
     WHERE id = $1 AND status = 'verified' AND id = (SELECT max(id) FROM migration_runs)
       AND source_fingerprint = coalesce($2, source_fingerprint)`,
    [runId, fingerprint],
  );
  return rowCount === 1 ? differences : null;
}
