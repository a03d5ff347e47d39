import type pg from 'pg';
import { copyRecords, mergeRecords } from '../storage/timescale/bulk-writer.ts';
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

const uniqueViolation = '23505';
/** How often others may get in between a look and a write. */
const attempts = 3;

/**
 * Writes a batch in one transaction with its mark in the journal: afterwards it is there as a whole, or nothing of
 * it is. Where somebody else has stored a row of the same key meanwhile, the batch is merged with it.
 */
export async function writeBatch<Row>(target: BatchTarget<Row>, batch: Batch<Row>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await writeOnce(target, batch, attempt === 1 ? target.run.mode : 'merge');
      return;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === uniqueViolation;
      if (!taken || attempt === attempts) throw error;
    }
  }
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
