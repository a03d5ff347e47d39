import type pg from 'pg';
import { checkBatch, committedBatches } from './batch-journal.ts';
import { type Batch, BatchBuilder } from './batches.ts';
import { decide } from './decide.ts';
import { Expectation } from './expectation.ts';
import type { MigrationRun } from './journal.ts';
import type { Route } from './routes.ts';
import { slices } from './slices.ts';
import type { MigrationSource, SourceContexts } from './source.ts';
import { checkComplete } from './source-count.ts';
import { type VerifiedTable, verifyTable } from './verify.ts';
import type { VerifyJob } from './verify-job.ts';
import { writeBatch } from './write-batch.ts';

export interface CopyJob {
  readonly pool: pg.Pool;
  readonly source: MigrationSource;
  readonly contexts: SourceContexts;
  readonly run: MigrationRun;
  readonly chunkWidths: ReadonlyMap<string, string>;
  /** Told the source rows dealt with so far in this table. */
  readonly onRows: (rows: number) => void;
}

/** What came of the copy of a table. */
export interface CopiedTable {
  /** How many rows were copied now rather than by an earlier, interrupted run. */
  readonly copiedNow: number;
  /** Compares it with what was added up while its rows passed, so that they need not be read and judged again. */
  verify(job: VerifyJob): Promise<VerifiedTable>;
}

/**
 * Copies one table in batches. A batch is one transaction with its own mark in the journal: after a crash, batches
 * that are marked are in the tables and are not sent again, others left nothing behind. While the database takes a
 * batch, the next one is prepared.
 * @throws StaleJournal if the marks do not fit the batches
 */
export async function copyTable<Row>(route: Route<Row>, job: CopyJob): Promise<CopiedTable> {
  const { pool, source, contexts, run } = job;
  const done = await committedBatches(pool, run, route.source);
  const target = { pool, run, route, chunkWidth: job.chunkWidths.get(route.target.name) };
  const expected = new Expectation(route);
  let [read, copiedNow] = [0, 0];
  let writing: Promise<void> = Promise.resolve();
  const send = async (batch: Batch<Row>): Promise<void> => {
    await writing;
    job.onRows(read);
    read += batch.counts.read;
    const committed = done.get(batch.number);
    if (committed) return checkBatch(committed, batch.counts);
    copiedNow += batch.counts.read;
    writing = writeBatch(target, batch);
    // Awaited above; until then it must not count as unhandled.
    writing.catch(() => undefined);
  };
  try {
    const builder = new BatchBuilder(route);
    for await (const slice of slices(decide(route, source.file, contexts))) {
      for (const decision of slice) {
        expected.add(decision);
        const batch = builder.add(decision);
        if (batch) await send(batch);
      }
    }
    const rest = builder.end();
    if (rest) await send(rest);
    await writing;
    job.onRows(read);
    checkComplete(source, route.source, read);
  } catch (error) {
    await Promise.allSettled([writing, expected.abandon()]);
    throw error;
  }
  return { copiedNow, verify: (verifyJob) => verifyTable(route, verifyJob, expected) };
}
