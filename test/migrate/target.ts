import { join } from 'node:path';
import type pg from 'pg';
import type { EpochMicros } from '../../src/domain/nominal.ts';
import type { RepairKind } from '../../src/domain/repair.ts';
import { asideTables } from '../../src/migrate/aside-tables.ts';
import { follow } from '../../src/migrate/follow/follow.ts';
import type { MigrationProgress, MigrationReport } from '../../src/migrate/report.ts';
import { legacyTargets } from '../../src/migrate/routes.ts';
import { runMigration, verifyMigration } from '../../src/migrate/run.ts';
import { aggregateAndCompress, type MigrationRequest } from '../../src/migrate/work.ts';
import { type Database, openDatabase } from '../../src/storage/timescale/database.ts';
import { applyPolicies, type StoragePolicies } from '../../src/storage/timescale/policies.ts';
import { upgradeSchema } from '../../src/storage/timescale/schema-upgrades.ts';
import { freshFolder, startEmbedded } from '../support/embedded.ts';

export const policies: StoragePolicies = {
  chunkIntervalPrices: '1 day',
  compressAfter: '7 days',
  retentionRawBars: '5 years',
};

/** An upgraded embedded database to migrate into. */
export interface Target {
  readonly database: Database;
  readonly dataDirectory: string;
  readonly scratchFolder: string;
  run(
    from: string,
    onProgress?: (progress: MigrationProgress) => void,
    repairs?: readonly RepairKind[],
  ): Promise<MigrationReport>;
  verify(from: string): Promise<MigrationReport>;
  /** Follows until nothing is left. */
  drain(from: string): Promise<MigrationReport>;
  /** Against which time the last run judged dates. */
  asOf(): Promise<EpochMicros>;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** Empties it. */
  reset(): Promise<void>;
  /** What a run that has nothing to do must not touch: versions of all rows, of the journal too. */
  versions(): Promise<string>;
  stop(): Promise<void>;
}

const journalTables = [...asideTables, 'migration_batches', 'migration_runs'];

export async function openTarget(dataDirectory: string): Promise<Database> {
  const database = await openDatabase({ kind: 'embedded', dataDirectory, idleStopMs: 60_000, port: null });
  const upgraded = await upgradeSchema(database.pool, database.edition.name);
  if (upgraded.length > 0) await applyPolicies(database.pool, database.edition, policies);
  return database;
}

export async function startTarget(): Promise<Target> {
  const engine = await startEmbedded();
  const { dataDirectory } = engine;
  const database = await openTarget(dataDirectory);
  const scratchFolder = join(freshFolder('scratch'), 'scratch');
  const request = (
    from: string,
    onProgress = (_: MigrationProgress): void => undefined,
    repairs?: readonly RepairKind[],
  ): MigrationRequest => ({
    repairs: repairs ? new Set(repairs) : null,
    database,
    from,
    policies,
    scratchFolder,
    onProgress,
  });
  const sql = async <Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> =>
    (await database.pool.query<Row>(text, values)).rows;
  return {
    database,
    dataDirectory,
    scratchFolder,
    sql,
    run: async (from, onProgress, repairs) => {
      const wanted = request(from, onProgress, repairs);
      const report = await runMigration(wanted);
      await aggregateAndCompress(wanted);
      return report;
    },
    verify: (from) => verifyMigration(request(from)),
    drain: async (from) => {
      const { signal } = new AbortController();
      const report = await follow({ ...request(from), drain: true, signal, onRound: () => undefined });
      if (!report) throw new Error('a drain ends with a report');
      return report;
    },
    asOf: async () => {
      const [last] = await sql<{ micros: number }>(
        'SELECT (extract(epoch FROM as_of) * 1000000)::float8 AS micros FROM migration_runs ORDER BY id DESC LIMIT 1',
      );
      return (last?.micros ?? 0) as EpochMicros;
    },
    reset: async () => {
      await sql(`TRUNCATE ${[...legacyTargets, ...journalTables].join(', ')}`);
    },
    versions: async () => {
      const parts: string[] = [];
      for (const table of [...legacyTargets, ...asideTables, 'migration_batches']) {
        // Compressed rows have no version of their own; their chunk's state stands for them.
        const [row] = await sql<{ state: string }>(
          `SELECT concat(count(*), ' ', md5(string_agg(t.*::text, '|' ORDER BY t.*::text))) AS state FROM ${table} AS t`,
        );
        parts.push(`${table} ${row?.state}`);
      }
      for (const table of ['stocks', 'stock_info', ...asideTables, 'migration_batches']) {
        const [row] = await sql<{ state: string }>(
          `SELECT string_agg(concat(t.xmin, t.ctid), ' ' ORDER BY t.ctid) AS state FROM ${table} AS t`,
        );
        parts.push(`${table} ${row?.state}`);
      }
      const chunks = await sql<{ state: string }>(
        `SELECT concat(table_name, ' ', status) AS state FROM _timescaledb_catalog.chunk WHERE NOT dropped ORDER BY 1`,
      );
      return [...parts, ...chunks.map(({ state }) => state)].join('\n');
    },
    stop: async () => {
      await database.close();
      await engine.stop();
    },
  };
}

/** read = written + kept + merged + quarantined for every table; returns the tables that had rows. */
export function countsOf(report: MigrationReport): Record<string, string> {
  return Object.fromEntries(
    report.tables.flatMap(({ name, read, written, kept, merged, quarantined }) => {
      if (read !== written + kept + merged + quarantined)
        throw new Error(`${name}: ${read} rows are not accounted for`);
      return read === 0 ? [] : [[name, `${read} = ${written} + ${merged} + ${quarantined}`]];
    }),
  );
}

/** How many rows were set aside for each reason. */
export function reasonsOf(report: MigrationReport): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { reason, count } of report.quarantine) reasons[reason] = (reasons[reason] ?? 0) + count;
  return reasons;
}
