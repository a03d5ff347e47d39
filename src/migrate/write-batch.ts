import type pg from 'pg';
import type { Decision } from '../etl/decide-rows.ts';
import { originalContent } from '../etl/validate/original.ts';
import { copyRecords, mergeRecords } from '../storage/timescale/bulk-writer.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { inWideChunks } from '../storage/timescale/wide-chunks.ts';
import { noteBatch } from './batch-journal.ts';
import type { MigrationRun } from './journal.ts';
import type { TableCounts } from './report.ts';
import type { Route } from './routes.ts';

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
    await noteMerged(client, job);
    await noteQuarantined(client, job);
  });
}

async function noteMerged<Row>(
  client: pg.PoolClient,
  { route, run, decisions }: BatchJob<Row>,
): Promise<void> {
  const merged = decisions.filter((decision) => decision.kind === 'merge');
  if (merged.length === 0) return;
  await client.query(
    `INSERT INTO merged_rows (source, source_table, run_id, place, twin)
     SELECT $1, $2, $3, * FROM unnest($4::text[], $5::text[])`,
    [run.sourceName, route.source, run.id, merged.map(({ place }) => place), merged.map(({ twin }) => twin)],
  );
}

async function noteQuarantined<Row>(
  client: pg.PoolClient,
  { route, run, decisions }: BatchJob<Row>,
): Promise<void> {
  const rows = decisions.filter((decision) => decision.kind === 'quarantine');
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
