import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { writeSyntheticLegacy } from '../sources/synthetic/write-legacy.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { legacyTargets } from './routes.ts';

/** Where the synthetic sample of a data directory is kept. */
export function samplePath(dataDirectory: string): string {
  return join(dataDirectory, 'sample', 'synthetic-legacy.db');
}

/** Writes the synthetic sample, dirt included, unless it is there. Always the same content. */
export function ensureSample(dataDirectory: string): string {
  const path = samplePath(dataDirectory);
  if (existsSync(path)) return path;
  mkdirSync(join(dataDirectory, 'sample'), { recursive: true, mode: 0o700 });
  writeSyntheticLegacy(path, { dirt: true });
  return path;
}

/**
 * Removes the sample's rows if nothing else was ever migrated, so that real data can come. The sample can be made
 * again at any time, so nothing is lost.
 * @returns whether there was a sample to remove
 */
export async function removeSample(pool: pg.Pool, dataDirectory: string): Promise<boolean> {
  const { rows } = await pool.query<{ only: boolean | null }>(
    'SELECT bool_and(source_path = $1) AS only FROM migration_runs',
    [samplePath(dataDirectory)],
  );
  if (rows[0]?.only !== true) return false;
  await inTransaction(pool, async (client) => {
    await client.query(
      `TRUNCATE ${legacyTargets.join(', ')}, quarantine, merged_rows, migration_batches, migration_runs`,
    );
  });
  return true;
}
