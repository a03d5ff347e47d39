import { isRetentionOn, rowsOlderThan } from '../storage/timescale/policies.ts';
import type { MigrationReport } from './report.ts';
import { routes } from './routes.ts';
import { type VerifiedTable, verifyTable } from './verify.ts';
import type { Work } from './work.ts';

/** Compares all tables of the source with what is stored. Changes nothing. */
export async function verifyAll(work: Work, rowsPerSecond: number | null): Promise<MigrationReport> {
  const { database, policies, source, contexts, run, onProgress } = work;
  const { pool } = database;
  const tables: VerifiedTable[] = [];
  for (const [index, use] of routes.entries()) {
    tables.push(await use((route) => verifyTable(route, { pool, source, contexts, run })));
    onProgress({ step: 'verify', label: 'tables', done: index + 1, total: routes.length });
  }
  const differences = tables.flatMap((verified) => verified.differences);
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
    rows_per_second: rowsPerSecond,
    seconds: Math.round(performance.now() - work.started) / 1000,
  };
}
