import type pg from 'pg';
import type { Decision } from '../etl/decide-rows.ts';
import { copyRecords, mergeRecords } from '../storage/timescale/bulk-writer.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { inWideChunks } from '../storage/timescale/wide-chunks.ts';
import { noteBatch } from './batch-journal.ts';
import type { MigrationRun } from './journal.ts';
import type { TableCounts } from './report.ts';
import type { Route } from './routes.ts';
import { setAside } from './set-aside.ts';

/** A batch and where it goes. */
export interface BatchJob<Row> {
  readonly pool: pg.Pool;
  readonly run: MigrationRun;
  readonly route: Route<Row>;
  /** Width of the chunks it may make. */
  readonly chunkWidth: string | undefined;
  /** Its place among the batches of its table. */
  readonly number: number;
  readonly counts: TableCounts;
  readonly decisions: readonly Decision<Row>[];
}

const uniqueViolation = '23505';
/** How often others may get in between a look and a write. */
const attempts = 3;

/**
 * Writes a batch in one transaction with its mark in the journal: afterwards it is there as a whole, or nothing of
 * it is. Where somebody else has stored a row of the same key meanwhile, the batch is merged with it.
 */
export async function writeBatch<Row>(job: BatchJob<Row>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeOnce(job, attempt === 1 ? job.run.mode : 'merge');
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === uniqueViolation;
      if (!taken || attempt === attempts) throw error;
    }
  }
}

async function writeOnce<Row>(job: BatchJob<Row>, mode: MigrationRun['mode']): Promise<void> {
  const { pool, run, route, number, counts, decisions } = job;
  const records = decisions.flatMap((decision) => (decision.kind === 'write' ? [decision.record] : []));
  await inTransaction(pool, async (client) => {
    await noteBatch(client, run, route.source, number, counts);
    await inWideChunks(client, route.target.name, job.chunkWidth, async () => {
      if (mode === 'copy') await copyRecords(client, route.target, records);
      else await mergeRecords(client, route.target, records);
    });
    await setAside(client, run, route.source, decisions);
  });
}
