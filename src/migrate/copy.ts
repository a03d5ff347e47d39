import type pg from 'pg';
import { originalContent } from '../etl/validate/original.ts';
import { copyRecords, mergeRecords } from '../storage/timescale/bulk-writer.ts';
import type { Database } from '../storage/timescale/database.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { type Decision, decide } from './decide.ts';
import { committedBatches, type MigrationRun, noteBatch } from './journal.ts';
import type { TableCounts } from './report.ts';
import type { Route } from './routes.ts';
import type { MigrationSource, SourceContexts } from './source.ts';

/** Rows per transaction: large enough for COPY to be quick, small enough to lose little to a crash. */
const batchRows = 20_000;

export interface CopyJob {
  readonly database: Database;
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
  /** Told the source rows dealt with so far in this table. */
  readonly onRows: (rows: number) => void;
}

/** What became of a table, and how many of its rows were copied now rather than by an earlier, interrupted run. */
export interface CopiedTable {
  readonly counts: Readonly<TableCounts>;
  readonly copiedNow: number;
}

/**
 * Copies one table in batches. A batch is one transaction with its own mark in the journal: after a crash, batches
 * that are marked are in the tables and are not sent again, others left nothing behind.
 */
export async function copyTable<Row>(route: Route<Row>, job: CopyJob): Promise<CopiedTable> {
  const { database, source, contexts, run } = job;
  const done = await committedBatches(database.pool, run, route.source);
  const total: TableCounts = { read: 0, written: 0, merged: 0, quarantined: 0 };
  let copiedNow = 0;
  let number = 0;
  for (const batch of batches(decide(route, source.file, contexts))) {
    let counts = done.get(number);
    if (!counts) {
      counts = countsOf(batch);
      await writeBatch(route, job, batch, number, counts);
      copiedNow += counts.read;
    }
    add(total, counts);
    number += 1;
    job.onRows(total.read);
  }
  return { counts: total, copiedNow };
}

async function writeBatch<Row>(
  route: Route<Row>,
  { database, run }: CopyJob,
  batch: readonly Decision<Row>[],
  number: number,
  counts: TableCounts,
): Promise<void> {
  const records = batch.flatMap((decision) => (decision.kind === 'write' ? [decision.record] : []));
  await inTransaction(database.pool, async (client) => {
    await noteBatch(client, run, route.source, number, counts);
    if (run.mode === 'copy') await copyRecords(client, route.target, records);
    else await mergeRecords(client, route.target, records);
    await noteMerged(client, route, run, batch);
    await noteQuarantined(client, route, run, batch);
  });
}

async function noteMerged<Row>(
  client: pg.PoolClient,
  route: Route<Row>,
  run: MigrationRun,
  batch: readonly Decision<Row>[],
): Promise<void> {
  const merged = batch.filter((decision) => decision.kind === 'merge');
  if (merged.length === 0) return;
  await client.query(
    `INSERT INTO merged_rows (source, source_table, run_id, place, twin)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[])`,
    [run.sourceName, route.source, run.id, merged.map(({ place }) => place), merged.map(({ twin }) => twin)],
  );
}

async function noteQuarantined<Row>(
  client: pg.PoolClient,
  route: Route<Row>,
  run: MigrationRun,
  batch: readonly Decision<Row>[],
): Promise<void> {
  const rows = batch.filter((decision) => decision.kind === 'quarantine');
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO quarantine (source, source_table, run_id, place, reason, twin, original)
     SELECT $1, $2, $3, place, reason, twin, original::json
     FROM unnest($4::text[], $5::text[], $6::text[], $7::text[]) AS q (place, reason, twin, original)`,
    [
      run.sourceName,
      route.source,
      run.id,
      rows.map(({ place }) => place),
      rows.map(({ defect }) => defect),
      rows.map(({ twin }) => twin),
      rows.map(({ row }) => originalContent(row)),
    ],
  );
}

function* batches<T>(items: Iterable<T>): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < batchRows) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function countsOf<Row>(batch: readonly Decision<Row>[]): TableCounts {
  const counts: TableCounts = { read: batch.length, written: 0, merged: 0, quarantined: 0 };
  for (const { kind } of batch) {
    if (kind === 'write') counts.written += 1;
    else if (kind === 'merge') counts.merged += 1;
    else counts.quarantined += 1;
  }
  return counts;
}

function add(total: TableCounts, counts: TableCounts): void {
  total.read += counts.read;
  total.written += counts.written;
  total.merged += counts.merged;
  total.quarantined += counts.quarantined;
}
