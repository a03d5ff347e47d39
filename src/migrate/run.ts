import { StockulaError } from '../domain/errors.ts';
import { countRows } from '../sources/legacy-sqlite/read.ts';
import {
  analyseTables,
  backfillChunkDays,
  compressOldChunks,
  refreshAggregates,
  widenChunks,
} from '../storage/timescale/backfill.ts';
import type { Database } from '../storage/timescale/database.ts';
import {
  applyPolicies,
  pauseRetention,
  rowsOlderThan,
  type StoragePolicies,
  setChunkIntervals,
} from '../storage/timescale/policies.ts';
import { copyTable } from './copy.ts';
import { beginRun, finishedRunOf, finishRun, type MigrationRun } from './journal.ts';
import type { MigrationReport, OnProgress } from './report.ts';
import { legacyTargets, routes } from './routes.ts';
import { type MigrationSource, openSource, readContexts } from './source.ts';
import { priceSpan } from './span.ts';
import { type VerifiedTable, verifyTable } from './verify.ts';

export interface MigrationRequest {
  readonly database: Database;
  /** Path of the legacy SQLite file. It is only read. */
  readonly from: string;
  readonly policies: StoragePolicies;
  /** Folder for the snapshot. */
  readonly scratchFolder: string;
  readonly onProgress: OnProgress;
}

/**
 * Copies a legacy database into an upgraded TimescaleDB, finishes the copy (statistics, aggregates, compression)
 * and verifies it. Safe to run again: it goes on where it stopped, and changes nothing once all is there.
 * @throws StockulaError SOURCE_UNUSABLE, MIGRATION_CONFLICT, DISK_FULL
 */
export async function runMigration(request: MigrationRequest): Promise<MigrationReport> {
  const { database, policies, onProgress } = request;
  const started = performance.now();
  return withSource(request, async (source) => {
    const run = await beginRun(database.pool, source);
    await applyPolicies(database.pool, database.edition, policies);
    // Before the first old bar is stored: a policy must never meet it unasked.
    await pauseRetention(database.pool);
    const rowsPerSecond = await copyAll(request, source, run);
    await analyseTables(database, legacyTargets);
    await refreshAggregates(database, (done, total) =>
      onProgress({ step: 'aggregate', label: 'aggregates', done, total }),
    );
    if (policies.compressAfter !== null) {
      await compressOldChunks(database, policies.compressAfter, (done, total) =>
        onProgress({ step: 'compress', label: 'chunks', done, total }),
      );
    }
    const report = await verifyAll(request, source, run, { started, rowsPerSecond });
    await finishRun(database.pool, run, report);
    return report;
  });
}

/**
 * Compares a legacy database as it is now with what a migration stored. Changes nothing.
 * @throws StockulaError SOURCE_UNUSABLE; MIGRATION_CONFLICT if this content was never migrated
 */
export async function verifyMigration(request: MigrationRequest): Promise<MigrationReport> {
  const started = performance.now();
  return withSource(request, async (source) => {
    const run = await finishedRunOf(request.database.pool, source);
    if (!run) throw neverMigrated(source);
    return verifyAll(request, source, run, { started, rowsPerSecond: null });
  });
}

async function withSource<T>(
  { from, scratchFolder, onProgress }: MigrationRequest,
  work: (source: MigrationSource) => Promise<T>,
): Promise<T> {
  onProgress({ step: 'snapshot', label: 'snapshot', done: 0, total: null });
  const source = await openSource(from, scratchFolder);
  try {
    return await work(source);
  } finally {
    source.close();
  }
}

/** @returns source rows per second, or null if nothing was left to copy */
async function copyAll(
  { database, policies, onProgress }: MigrationRequest,
  source: MigrationSource,
  run: MigrationRun,
): Promise<number | null> {
  const contexts = readContexts(source.file, run.asOf);
  const started = performance.now();
  let copied = 0;
  const span = priceSpan(source.file, run.asOf / 1000);
  const bars = countRows(source.file, 'price_history');
  if (span) await widenChunks(database, backfillChunkDays(bars, span.days), span.lastDay);
  try {
    for (const use of routes) {
      copied += await use(async (route) => {
        const total = countRows(source.file, route.source);
        const onRows = (done: number): void => onProgress({ step: 'copy', label: route.source, done, total });
        return (await copyTable(route, { database, source, contexts, run, onRows })).copiedNow;
      });
    }
  } finally {
    await setChunkIntervals(database.pool, policies);
  }
  return copied === 0 ? null : Math.round(copied / ((performance.now() - started) / 1000));
}

async function verifyAll(
  { database, policies, onProgress }: MigrationRequest,
  source: MigrationSource,
  run: MigrationRun,
  timing: { started: number; rowsPerSecond: number | null },
): Promise<MigrationReport> {
  const contexts = readContexts(source.file, run.asOf);
  const tables: VerifiedTable[] = [];
  for (const [index, use] of routes.entries()) {
    tables.push(await use((route) => verifyTable(route, { database, source, contexts, run })));
    onProgress({ step: 'verify', label: 'tables', done: index + 1, total: routes.length });
  }
  const differences = tables.flatMap((verified) => verified.differences);
  return {
    status: differences.length === 0 ? 'verified' : 'mismatched',
    source: { path: source.path, generation: source.file.generation, fingerprint: source.fingerprint },
    target: database.place,
    tables: tables.map(({ table }) => table),
    quarantine: tables.flatMap(({ quarantine }) => quarantine),
    differences,
    rows_older_than_retention:
      policies.retentionRawBars === null ? 0 : await rowsOlderThan(database.pool, policies.retentionRawBars),
    rows_per_second: timing.rowsPerSecond,
    seconds: Math.round(performance.now() - timing.started) / 1000,
  };
}

function neverMigrated(source: MigrationSource): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `a finished migration of ${source.path} as it is now`,
    got: 'none: it was never migrated into this database, or has changed since',
    remedy: 'Run "stockula migrate run --from FILE": it writes what is new and verifies.',
  });
}
