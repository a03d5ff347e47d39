import type pg from 'pg';
import type { Decision } from '../etl/decide-rows.ts';
import { checkBatch, committedBatches } from './batch-journal.ts';
import { batches } from './batches.ts';
import { decide } from './decide.ts';
import type { MigrationRun } from './journal.ts';
import type { TableCounts } from './report.ts';
import type { Route } from './routes.ts';
import type { MigrationSource, SourceContexts } from './source.ts';
import { checkComplete } from './source-count.ts';
import { Expectation, type VerifiedTable, type VerifyJob, verifyTable } from './verify.ts';
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
  const chunkWidth = job.chunkWidths.get(route.target.name);
  let [read, copiedNow, number] = [0, 0, 0];
  const expected = new Expectation(route);
  let writing: Promise<void> = Promise.resolve();
  try {
    for await (const decisions of batches(route, decide(route, source.file, contexts))) {
      await writing;
      job.onRows(read);
      const counts = countsOf(decisions);
      const committed = done.get(number);
      if (committed) {
        checkBatch(committed, counts);
      } else {
        writing = writeBatch({ pool, run, route, chunkWidth, number, counts, decisions });
        // Awaited below; until then it must not count as unhandled.
        writing.catch(() => undefined);
        copiedNow += counts.read;
      }
      // While the database takes the batch.
      for (const decision of decisions) expected.add(decision);
      read += counts.read;
      number += 1;
    }
    await writing;
    job.onRows(read);
  } finally {
    await Promise.allSettled([writing]);
  }
  checkComplete(source, route.source, read);
  return { copiedNow, verify: (verifyJob) => verifyTable(route, verifyJob, expected) };
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
