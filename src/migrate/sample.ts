import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { writeSyntheticLegacy } from '../sources/synthetic/write-legacy.ts';
import { hasSource, legacySource } from '../storage/timescale/target-tables.ts';
import { inTransaction } from '../storage/timescale/transaction.ts';
import { asideTables } from './aside-tables.ts';
import { legacyTargets, routes } from './routes.ts';

/** Where the synthetic sample of a data directory is kept. */
export function samplePath(dataDirectory: string): string {
  // As the journal knows it: without symbolic links.
  const folder = existsSync(dataDirectory) ? realpathSync(dataDirectory) : dataDirectory;
  return join(folder, 'sample', 'synthetic-legacy.db');
}

/** Writes the synthetic sample, dirt included, unless it is there. Always the same content. */
export function ensureSample(dataDirectory: string): string {
  const path = samplePath(dataDirectory);
  if (existsSync(path)) return path;
  mkdirSync(join(dataDirectory, 'sample'), { recursive: true, mode: 0o700 });
  writeSyntheticLegacy(path, { dirt: true });
  return path;
}

const othersWrote = routes
  .flatMap((use) => use(({ target }) => (hasSource(target) ? [target.name] : [])))
  .map((table) => `EXISTS (SELECT FROM ${table} WHERE source <> '${legacySource}')`)
  .join(' OR ');

/** Whether anything but the sample is stored: another file was migrated, or something was fetched or imported. */
export async function hasOwnData(pool: pg.Pool, sample: string): Promise<boolean> {
  const { rows } = await pool.query<{ own: boolean }>(
    `SELECT EXISTS (SELECT FROM migration_runs WHERE source_path <> $1) OR ${othersWrote} AS own`,
    [sample],
  );
  return rows[0]?.own === true;
}

/**
 * Removes the sample's rows so that real data can come, if the sample is all there is: it can be made again at any
 * time. Where anything else was migrated or written, nothing is touched.
 * @param sample path of the sample
 * @returns whether it was removed
 */
export async function removeSample(pool: pg.Pool, sample: string): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    await client.query('LOCK TABLE migration_runs IN ACCESS EXCLUSIVE MODE');
    const { rows } = await client.query<{ only: boolean | null }>(
      `SELECT bool_and(source_path = $1 AND status <> 'running') AND NOT (${othersWrote}) AS only FROM migration_runs`,
      [sample],
    );
    if (rows[0]?.only !== true) return false;
    await client.query(
      `TRUNCATE ${[...legacyTargets, ...asideTables].join(', ')}, migration_batches, migration_runs`,
    );
    return true;
  });
}
