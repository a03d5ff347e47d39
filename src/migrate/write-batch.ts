import type pg from 'pg';
import { copyRecords, mergeRecords } from '../storage/timescale/bulk-writer.ts';
import { retryContended } from '../storage/timescale/retry-contended.ts';
import { tellRowsChanged } from '../storage/timescale/rows-changed.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { inWideChunks } from '../storage/timescale/wide-chunks.ts';
import { noteBatch } from './batch-journal.ts';
import type { Batch } from './batches.ts';
import type { MigrationRun } from './journal.ts';
import type { Route } from './routes.ts';
import { setAside } from './set-aside.ts';

/** Where batches of a table go. */
export interface BatchTarget<Row> {
  readonly pool: pg.Pool;
  readonly run: MigrationRun;
  readonly route: Route<Row>;
  /** Width of the chunks they may make. */
  readonly chunkWidth: string | undefined;
}

/**
 * Writes a batch in one transaction with its mark in the journal: afterwards it is there as a whole, or nothing of
 * it is. Where it loses against somebody else, who has stored a row of the same key meanwhile or holds a lock, the batch
 * is merged with what is there then.
 */
export async function writeBatch<Row>(target: BatchTarget<Row>, batch: Batch<Row>): Promise<void> {
  let { mode } = target.run;
  await retryContended(async () => {
    const first = mode;
    mode = 'merge';
    await writeOnce(target, batch, first);
  });
}

async function writeOnce<Row>(
  { pool, run, route, chunkWidth }: BatchTarget<Row>,
  { number, counts, records, asides }: Batch<Row>,
  mode: MigrationRun['mode'],
): Promise<void> {
  await inTransaction(pool, async (client) => {
    await noteBatch(client, run, route.source, number, counts);
    await inWideChunks(client, route.target.name, chunkWidth, async () => {
      if (mode === 'copy') await copyRecords(client, route.target, records);
      else await mergeRecords(client, route.target, records);
    });
    await tellRowsChanged(client, route.target, records);
    await setAside(client, run, route.source, asides);
  });
}
