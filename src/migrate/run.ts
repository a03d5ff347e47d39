import { countRows } from '../sources/legacy-sqlite/read.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import { applyPolicies, pauseRetentionFor } from '../storage/timescale/policies.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { backfillWidths, makeRecentChunks } from '../storage/timescale/wide-chunks.ts';
import { StaleJournal } from './batch-journal.ts';
import { type CopiedTable, copyTable } from './copy.ts';
import { startHeartbeat } from './heartbeat.ts';
import * as journal from './journal.ts';
import type { MigrationReport } from './report.ts';
import { routes } from './routes.ts';
import { removeSample } from './sample.ts';
import { type MigrationSource, readContexts } from './source.ts';
import { priceSpan } from './span.ts';
import { type CopiedTables, verifyAll } from './verify-all.ts';
import { type MigrationRequest, type Work, withSource } from './work.ts';

/**
 * Copies a legacy database into an upgraded TimescaleDB and verifies the copy. `aggregateAndCompress` is to follow:
 * a copy that differs is known before that work is done. Safe to run again: it goes on where it stopped, and changes
 * nothing once all is there.
 * @throws StockulaError SOURCE_UNUSABLE, MIGRATION_CONFLICT, DISK_FULL, DATABASE_UNAVAILABLE
 */
export async function runMigration(request: MigrationRequest): Promise<MigrationReport> {
  const { database } = request;
  const started = performance.now();
  // Before the snapshot, which can take a while.
  await journal.refuseWhileRunning(database);
  return withSource(request, async (source) => {
    const { sample } = request;
    if (sample && source.path !== sample.path && (await removeSample(database.pool, sample.path)))
      sample.onRemoved();
    try {
      return await runOnce(request, source, started);
    } catch (error) {
      if (!(error instanceof StaleJournal)) throw error;
      return await runOnce(request, source, started);
    }
  });
}

/**
 * Compares a legacy database as it is now with what a migration stored. Changes nothing.
 * @throws StockulaError SOURCE_UNUSABLE; MIGRATION_CONFLICT if this file was never migrated
 */
export async function verifyMigration(request: MigrationRequest): Promise<MigrationReport> {
  const started = performance.now();
  return withSource(request, async (source) => {
    const run = await journal.runToVerify(request.database, source);
    const contexts = readContexts(source.file, run.asOf, run.repairs);
    return verifyAll({ ...request, source, contexts, run, started }, null);
  });
}

async function runOnce(
  request: MigrationRequest,
  source: MigrationSource,
  started: number,
): Promise<MigrationReport> {
  const { database } = request;
  const run = await journal.beginRun(database, source, request.repairs);
  const stopHeartbeat = startHeartbeat(database.pool, run);
  try {
    const contexts = readContexts(source.file, run.asOf, run.repairs);
    const work: Work = { ...request, source, contexts, run, started };
    const report = run.isDone ? await verifyAll(work, null) : await bringOver(work);
    await journal.finishRun(database.pool, run, report);
    return report;
  } catch (error) {
    if (error instanceof StaleJournal) await journal.closeUnfinished(database.pool, run.id);
    throw error;
  } finally {
    await stopHeartbeat();
    journal.leaveRun(database, run);
  }
}

/** Copies, and verifies what was copied. */
async function bringOver(work: Work): Promise<MigrationReport> {
  const { database, policies } = work;
  await applyPolicies(database.pool, database.edition, policies);
  return verifyAll(work, await copyAll(work));
}

async function copyAll(work: Work): Promise<CopiedTables> {
  const { database, source, contexts, run, onProgress } = work;
  const { pool } = database;
  const span = priceSpan(source.file, run.asOf / 1000);
  if (span) {
    await pauseRetentionFor(pool, `${span.firstDay}Z`, work.policies.retentionRawBars);
    await inTransaction(pool, (client) =>
      makeRecentChunks(client, span.lastDay, work.policies.compressAfter),
    );
  }
  const chunkWidths = backfillWidths(span, countRows(source.file, 'price_history'));
  const started = performance.now();
  let rows = 0;
  const tables = new Map<LegacyTableName, CopiedTable>();
  for (const use of routes) {
    await use(async (route) => {
      const total = countRows(source.file, route.source);
      const onRows = (done: number): void => onProgress({ step: 'copy', label: route.source, done, total });
      const copied = await copyTable(route, { pool, source, contexts, run, chunkWidths, onRows });
      tables.set(route.source, copied);
      rows += copied.copiedNow;
    });
  }
  const rate = Math.round(rows / ((performance.now() - started) / 1000));
  return { rowsPerSecond: rows === 0 ? null : rate, tables };
}
