import type pg from 'pg';
import type { Database } from '../../storage/timescale/database.ts';
import { asideTables } from '../aside-tables.ts';
import { legacyTargets } from '../routes.ts';
import type { MigrationFile } from './migration-file.ts';

type Relation = MigrationFile['sizes']['relations'][number];

const journalTables = [...asideTables, 'migration_batches', 'migration_runs'];

/** How large everything is that a migration filled. Waits for nothing: what is compressed later shrinks later. */
export async function readStoreSizes({
  pool,
  edition,
}: Database): Promise<Pick<MigrationFile['sizes'], 'relations' | 'database_bytes'>> {
  const stats = edition.name === 'community' ? compressionStats : noCompressionStats;
  const hypertables = await relationsOf(pool, hypertableSizes(stats, ownHypertables));
  const aggregates =
    edition.name === 'community' ? await relationsOf(pool, hypertableSizes(stats, ownAggregates)) : [];
  const hypertableNames = new Set(hypertables.map(({ name }) => name));
  const plain = legacyTargets.filter((name) => !hypertableNames.has(name));
  const tables = await relationsOf(pool, plainSizes, [plain, journalTables]);
  const { rows } = await pool.query<{ bytes: number }>(
    'SELECT pg_database_size(current_database())::float8 AS bytes',
  );
  return { relations: [...hypertables, ...tables, ...aggregates], database_bytes: rows[0]?.bytes ?? 0 };
}

async function relationsOf(pool: pg.Pool, sql: string, values: unknown[] = []): Promise<Relation[]> {
  return (await pool.query<Relation>(sql, values)).rows;
}

const compressionStats = `
  (SELECT sum(before_compression_total_bytes)::float8 FROM chunk_compression_stats(h.relation)) AS bytes_before_compression,
  (SELECT sum(after_compression_total_bytes)::float8 FROM chunk_compression_stats(h.relation)) AS bytes_after_compression`;
const noCompressionStats =
  'NULL::float8 AS bytes_before_compression, NULL::float8 AS bytes_after_compression';

const ownHypertables = `
  SELECT hypertable_name AS name, 'hypertable' AS kind, format('%I.%I', hypertable_schema, hypertable_name)::regclass AS relation
  FROM timescaledb_information.hypertables WHERE hypertable_schema = 'public'`;
const ownAggregates = `
  SELECT view_name AS name, 'aggregate' AS kind,
    format('%I.%I', materialization_hypertable_schema, materialization_hypertable_name)::regclass AS relation
  FROM timescaledb_information.continuous_aggregates WHERE view_schema = 'public'`;

const hypertableSizes = (stats: string, relations: string): string => `
  SELECT h.name::text, h.kind,
    (SELECT sum(table_bytes + toast_bytes)::float8 FROM hypertable_detailed_size(h.relation)) AS table_bytes,
    (SELECT sum(index_bytes)::float8 FROM hypertable_detailed_size(h.relation)) AS index_bytes,
    ${stats}
  FROM (${relations}) AS h ORDER BY h.name`;

const plainSizes = `
  SELECT t.name, t.kind, pg_table_size(t.name::regclass)::float8 AS table_bytes,
    pg_indexes_size(t.name::regclass)::float8 AS index_bytes, ${noCompressionStats}
  FROM (SELECT unnest($1::text[]) AS name, 'table' AS kind UNION ALL SELECT unnest($2::text[]), 'journal') AS t
  ORDER BY t.kind DESC, t.name`;
