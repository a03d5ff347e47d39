import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import type { Checksums } from '../storage/timescale/checksum/stored.ts';
import { isRetentionOn, rowsOlderThan } from '../storage/timescale/policies.ts';
import type { CopiedTable } from './copy.ts';
import type { MigrationReport } from './report.ts';
import { routes } from './routes.ts';
import { storedChecksumsOf, type VerifiedTable, verifyTable } from './verify.ts';
import type { Work } from './work.ts';

/** What a run copied of each table before it verifies. */
export interface CopiedTables {
  /** Null if nothing was left to copy. */
  readonly rowsPerSecond: number | null;
  readonly tables: ReadonlyMap<LegacyTableName, CopiedTable>;
}

/**
 * Compares all tables of the source with what is stored. Changes nothing.
 * @param copied what this run copied from the same snapshot; null: all of it is read
 */
export async function verifyAll(work: Work, copied: CopiedTables | null): Promise<MigrationReport> {
  const { database, policies, source, contexts, run, onProgress, onVerified } = work;
  const { pool } = database;
  const tables: VerifiedTable[] = [];
  const stored = new Map<LegacyTableName, Checksums>();
  for (const [index, use] of routes.entries()) {
    const job = { pool, source, contexts, run };
    await use(async (route) => {
      const verified = await (copied?.tables.get(route.source)?.verify(job) ?? verifyTable(route, job));
      tables.push(verified);
      if (!onVerified) return;
      // What the source has overwritten since cannot be verified by it, but is to stay as it is.
      const { accumulates } = route.target;
      stored.set(route.source, accumulates ? await storedChecksumsOf(route.target, pool) : verified.found);
    });
    onProgress({ step: 'verify', label: 'tables', done: index + 1, total: routes.length });
  }
  const differences = tables.flatMap((verified) => verified.differences);
  onVerified?.({ runId: run.id, tables: stored });
  return {
    status: differences.length === 0 ? 'verified' : 'mismatched',
    source: { path: source.path, generation: source.file.generation, fingerprint: source.fingerprint },
    target: database.place,
    tables: tables.map(({ table }) => table),
    quarantine: tables.flatMap(({ quarantine }) => quarantine),
    repairs: tables.flatMap(({ repairs }) => repairs),
    differences,
    retention_paused: !(await isRetentionOn(pool)),
    rows_older_than_retention:
      policies.retentionRawBars === null ? 0 : await rowsOlderThan(pool, policies.retentionRawBars),
    rows_per_second: copied?.rowsPerSecond ?? null,
    seconds: Math.round(performance.now() - work.started) / 1000,
  };
}
