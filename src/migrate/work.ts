import type { RepairSet } from '../domain/repair.ts';
import { analyseTables, compressOldChunks, refreshAggregates } from '../storage/timescale/backfill.ts';
import type { Database } from '../storage/timescale/database.ts';
import { explainOutOfRange } from '../storage/timescale/extreme-bar.ts';
import type { StoragePolicies } from '../storage/timescale/policies.ts';
import { explainInterruption } from './interruption.ts';
import type { MigrationRun } from './journal.ts';
import type { OnProgress } from './report.ts';
import { legacyTargets } from './routes.ts';
import { type MigrationSource, openSource, type SourceContexts } from './source.ts';
import type { VerifiedRows } from './verify.ts';

export interface MigrationRequest {
  readonly database: Database;
  /** Path of the legacy SQLite file. It is only read. */
  readonly from: string;
  readonly policies: StoragePolicies;
  /** Folder for the snapshot. */
  readonly scratchFolder: string;
  readonly onProgress: OnProgress;
  /** What a run is to mend in rows; null or not given: what the last run of the database did. */
  readonly repairs?: RepairSet | null;
  /** Told what is stored once all of it was compared, equal or not. */
  readonly onVerified?: (rows: VerifiedRows) => void;
  /** A sample that makes way for any other source, and who is told of that. */
  readonly sample?: { readonly path: string; onRemoved(): void };
}

/** A run at work. */
export interface Work extends MigrationRequest {
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
  readonly started: number;
}

/**
 * Does work with a snapshot of the legacy file, which is removed afterwards.
 * @throws StockulaError as the work, and SOURCE_UNUSABLE, DISK_FULL, DATABASE_UNAVAILABLE
 */
export async function withSource<T>(
  { database, from, scratchFolder, onProgress }: MigrationRequest,
  work: (source: MigrationSource) => Promise<T>,
): Promise<T> {
  onProgress({ step: 'snapshot', label: 'snapshot', done: 0, total: null });
  const source = await openSource(from, scratchFolder);
  try {
    return await work(source);
  } catch (error) {
    throw explainInterruption(error, database);
  } finally {
    source.close();
  }
}

/** Brings statistics, aggregates and compressed chunks up to date with the bars. */
export async function aggregateAndCompress({
  database,
  policies,
  onProgress,
}: Pick<Work, 'database' | 'policies' | 'onProgress'>): Promise<void> {
  await analyseTables(database, legacyTargets);
  await refreshAggregates(database, (done, total) =>
    onProgress({ step: 'aggregate', label: 'aggregates', done, total }),
  ).catch(async (error: unknown) => {
    throw await explainOutOfRange(database.pool, error);
  });
  await compressOldChunks(database, policies.compressAfter, (done, total) =>
    onProgress({ step: 'compress', label: 'chunks', done, total }),
  );
}
