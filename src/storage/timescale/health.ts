import type pg from 'pg';
import type { Database } from './database.ts';

/** A hypertable as it is stored. Sizes in bytes, indexes included. */
export interface HypertableFacts {
  readonly name: string;
  readonly chunks: number;
  readonly compressed_chunks: number;
  readonly overdue_chunks: number;
  readonly bytes: number;
  /** What the compressed chunks took before; null where nothing is compressed. */
  readonly bytes_before_compression: number | null;
  readonly bytes_after_compression: number | null;
  /** Width of chunks made from now on. */
  readonly chunk_interval: string;
  /** Whether that is the width the configuration asks for. */
  readonly chunk_interval_as_configured: boolean;
}

/** A policy and how it went last. */
export interface JobFacts {
  readonly job_id: number;
  readonly what: string;
  readonly on: string;
  readonly every: string;
  readonly paused: boolean;
  /** ISO time; null if it never ran. */
  readonly last_finished: string | null;
  readonly last_failure: string | null;
}

/** Widths of chunks that the configuration asks for, by table. */
export type WantedWidths = Readonly<Record<string, string>>;

/** The hypertables of ours, aggregates not included. */
export async function readHypertables(
  { pool, edition }: Database,
  compressAfter: string | null,
  wanted: WantedWidths,
): Promise<HypertableFacts[]> {
  const stats = edition.name === 'community' ? compressionStats : noCompressionStats;
  const { rows } = await pool.query<HypertableFacts>(
    `SELECT h.hypertable_name AS name,
       (SELECT count(*)::int FROM timescaledb_information.chunks c WHERE c.hypertable_name = h.hypertable_name) AS chunks,
       (SELECT count(*)::int FROM timescaledb_information.chunks c WHERE c.hypertable_name = h.hypertable_name AND c.is_compressed) AS compressed_chunks,
       (SELECT count(*)::int FROM timescaledb_information.chunks c WHERE c.hypertable_name = h.hypertable_name
          AND h.compression_enabled AND NOT c.is_compressed AND c.range_end < now() - $1::interval) AS overdue_chunks,
       hypertable_size(format('%I.%I', h.hypertable_schema, h.hypertable_name)::regclass)::float8 AS bytes,
       ${stats},
       d.time_interval::text AS chunk_interval,
       coalesce(d.time_interval = ($2::jsonb ->> h.hypertable_name)::interval, true) AS chunk_interval_as_configured
     FROM timescaledb_information.hypertables h
     JOIN timescaledb_information.dimensions d USING (hypertable_schema, hypertable_name)
     WHERE h.hypertable_schema = 'public'
     ORDER BY 1`,
    [compressAfter, JSON.stringify(wanted)],
  );
  return rows;
}

const compressionStats = `
  (SELECT sum(before_compression_total_bytes)::float8 FROM chunk_compression_stats(format('%I.%I', h.hypertable_schema, h.hypertable_name)::regclass)) AS bytes_before_compression,
  (SELECT sum(after_compression_total_bytes)::float8 FROM chunk_compression_stats(format('%I.%I', h.hypertable_schema, h.hypertable_name)::regclass)) AS bytes_after_compression`;
const noCompressionStats =
  'NULL::float8 AS bytes_before_compression, NULL::float8 AS bytes_after_compression';

/** The policies. Where the engine is embedded, our own log says how they went: it keeps no statistics. */
export async function readJobs({ pool, kind }: Database): Promise<JobFacts[]> {
  const { rows } = await pool.query<JobFacts>(
    `SELECT j.job_id, replace(replace(j.proc_name, 'policy_', ''), '_', ' ') AS what,
       coalesce(a.view_name, j.hypertable_name)::text AS on, j.schedule_interval::text AS every, NOT j.scheduled AS paused,
       to_char(last.finished AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS last_finished, last.failure AS last_failure
     FROM timescaledb_information.jobs j
     LEFT JOIN timescaledb_information.continuous_aggregates a ON a.materialization_hypertable_name = j.hypertable_name
     LEFT JOIN LATERAL (${kind === 'embedded' ? ownLog : serverLog}) last ON true
     WHERE j.proc_name LIKE 'policy\\_%' AND j.hypertable_name IS NOT NULL
     ORDER BY j.job_id`,
  );
  return rows;
}

const ownLog = `
  SELECT l.finished_at AS finished, l.failure FROM stockula.job_log l WHERE l.job_id = j.job_id ORDER BY l.finished_at DESC LIMIT 1`;
const serverLog = `
  SELECT s.last_successful_finish AS finished, CASE WHEN s.last_run_status = 'Failed' THEN 'see timescaledb_information.job_errors' END AS failure
  FROM timescaledb_information.job_stats s WHERE s.job_id = j.job_id`;

/** What is stored, in numbers, and what the last migration came to. */
export interface StoredFacts {
  readonly schema_version: number;
  readonly symbols: number;
  readonly quarantined: number;
  readonly last_migration: 'running' | 'verified' | 'mismatched' | null;
  readonly last_migration_source: string | null;
}

export async function readStored(pool: pg.Pool): Promise<StoredFacts> {
  const { rows } = await pool.query<StoredFacts>(
    `SELECT (SELECT max(number) FROM stockula.schema_upgrades) AS schema_version,
       (SELECT count(*)::int FROM stocks) AS symbols,
       (SELECT count(*)::int FROM quarantine) AS quarantined,
       (SELECT status FROM migration_runs ORDER BY id DESC LIMIT 1) AS last_migration,
       (SELECT source_path FROM migration_runs ORDER BY id DESC LIMIT 1) AS last_migration_source`,
  );
  const [row] = rows;
  if (!row) throw new Error('a query without FROM returned no row');
  return row;
}
