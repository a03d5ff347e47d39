import type pg from 'pg';
import type { Database } from './database.ts';

/** The server as a whole. Sizes in bytes, times as ISO texts. */
export interface ServerFacts {
  readonly databaseBytes: number;
  readonly startedAt: string;
  /** Sessions of all clients, and how many there may be. */
  readonly sessions: number;
  readonly mostSessions: number;
  /** Whether it follows another server. */
  readonly isReplica: boolean;
}

export async function readServer(pool: pg.Pool): Promise<ServerFacts> {
  const { rows } = await pool.query<ServerFacts>(
    `SELECT pg_database_size(current_database())::float8 AS "databaseBytes",
       to_char(pg_postmaster_start_time() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "startedAt",
       (SELECT count(*)::int FROM pg_stat_activity WHERE backend_type = 'client backend') AS sessions,
       current_setting('max_connections')::int AS "mostSessions", pg_is_in_recovery() AS "isReplica"`,
  );
  const [row] = rows;
  if (!row) throw new Error('a query without FROM returned no row');
  return row;
}

/** A server that follows this one. */
export interface ReplicaFacts {
  readonly name: string;
  readonly state: string;
  readonly mode: string;
  /** What it has not applied yet; null where this user may not see it. */
  readonly lagBytes: number | null;
  readonly lagSeconds: number | null;
}

export async function readReplicas({ pool, kind }: Database): Promise<ReplicaFacts[]> {
  if (kind === 'embedded') return [];
  const { rows } = await pool.query<ReplicaFacts>(
    `SELECT application_name AS name, coalesce(state, 'unknown') AS state, coalesce(sync_state, 'unknown') AS mode,
       CASE WHEN NOT pg_is_in_recovery() THEN pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn)::float8 END AS "lagBytes",
       extract(epoch FROM replay_lag)::float8 AS "lagSeconds"
     FROM pg_stat_replication ORDER BY 1`,
  );
  return rows;
}

/** A continuous aggregate and how far it is built. */
export interface AggregateFacts {
  readonly name: string;
  /** Bars before this time are in it; null: nothing is built yet. */
  readonly builtTo: string | null;
  /** How much later the last bar that it is made of begins; null where there is none. */
  readonly lagSeconds: number | null;
  readonly bytes: number;
  /** Whether bars that are not built yet are added when it is asked. */
  readonly realTime: boolean;
}

/** None on the Apache edition: its aggregates are plain views, which are never behind. */
export async function readAggregates({ pool, edition }: Database): Promise<AggregateFacts[]> {
  if (edition.name !== 'community') return [];
  const { rows } = await pool.query<AggregateFacts>(
    `WITH known AS (
       SELECT a.view_name, a.materialized_only, a.hypertable_name,
         format('%I.%I', a.materialization_hypertable_schema, a.materialization_hypertable_name)::regclass AS built,
         _timescaledb_functions.cagg_watermark(h.id) AS mark
       FROM timescaledb_information.continuous_aggregates a
       JOIN _timescaledb_catalog.hypertable h ON h.schema_name = a.materialization_hypertable_schema
         AND h.table_name = a.materialization_hypertable_name
     ), last AS (SELECT max(ts) AS ts FROM ts_price_history), marked AS (
       SELECT *, CASE WHEN mark > -210866803200000000 THEN _timescaledb_functions.to_timestamp(mark) END AS at FROM known
     )
     SELECT view_name AS name, NOT materialized_only AS "realTime", hypertable_size(built)::float8 AS bytes,
       to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "builtTo",
       greatest(0, extract(epoch FROM last.ts - at))::float8 AS "lagSeconds"
     FROM marked, last ORDER BY 1`,
  );
  return rows;
}

/** When each policy runs next, by the number of its job. Embedded: when the host may run it, which is when nothing else runs. */
export async function readNextRuns({ pool, kind }: Database): Promise<ReadonlyMap<number, string>> {
  const { rows } = await pool.query<{ job_id: number; next: string | null }>(
    kind === 'embedded'
      ? `SELECT j.job_id, to_char((coalesce(max(l.finished_at) + j.schedule_interval, now())) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS next
         FROM timescaledb_information.jobs j LEFT JOIN stockula.job_log l USING (job_id)
         WHERE j.scheduled GROUP BY j.job_id, j.schedule_interval`
      : `SELECT job_id, to_char(next_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS next
         FROM timescaledb_information.job_stats WHERE isfinite(next_start)`,
  );
  return new Map(rows.flatMap(({ job_id, next }) => (next === null ? [] : [[job_id, next] as const])));
}
