import { z } from 'zod';

const time = z.iso.datetime({ offset: true });
const count = z.int().min(0);
const bytes = z.number().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const phase = z.strictObject({
  step: z.string(),
  title: z.string(),
  started_at: time,
  finished_at: time.nullable(),
  /** Null until it is finished. */
  seconds: z.number().nullable(),
  outcome: z.enum(['done', 'skipped', 'failed', 'undone', 'running']),
  detail: z.string().nullable(),
});

/** `read = written + kept + merged + quarantined`. Checksums are null where an older version noted none. */
const table = z.strictObject({
  name: z.string(),
  target: z.string(),
  read: count,
  written: count,
  /** Rows in whose place the database has one of another source. Older versions knew of none. */
  kept: count.default(0),
  merged: count,
  quarantined: count,
  checksum_match: z.boolean().nullable(),
  source_checksum: sha256.nullable(),
  target_checksum: sha256.nullable(),
});

const difference = z.strictObject({
  table: z.string(),
  group: z.string(),
  expected_rows: count,
  found_rows: count,
});

const setAside = z.strictObject({
  table: z.string(),
  reason: z.string(),
  /** Completes the sentence "this row …". */
  explanation: z.string(),
  count,
  list_command: z.string(),
});

/** A table or aggregate as it is stored; out-of-line values count as table. */
const relation = z.strictObject({
  name: z.string(),
  kind: z.enum(['hypertable', 'table', 'aggregate', 'journal']),
  table_bytes: bytes,
  index_bytes: bytes,
  /** Of the compressed chunks alone, indexes included; null where none is compressed. */
  bytes_before_compression: bytes.nullable(),
  bytes_after_compression: bytes.nullable(),
});

/** One statement, how many rows it gave, and its times in milliseconds in the order of the runs. */
const measurement = z.strictObject({
  sql: z.string(),
  rows: count,
  median_ms: z.number(),
  runs_ms: z.array(z.number()),
});

const timing = z.strictObject({
  id: z.string(),
  question: z.string(),
  timescaledb: measurement,
  /** Null where the SQLite file could not be read any more. */
  sqlite: measurement.nullable(),
  /** Median of SQLite by median of TimescaleDB: above 1, TimescaleDB is the faster one. */
  ratio: z.number().nullable(),
});

/** What `migration-report.json` holds. */
export const migrationFileSchema = z.strictObject({
  format: z.literal('stockula-migration-report'),
  format_version: z.literal(1),
  created_at: time,
  status: z.enum(['verified', 'mismatched']),
  run: z.strictObject({
    id: z.string(),
    mode: z.enum(['copy', 'merge']),
    started_at: time,
    finished_at: time,
    /** Of the last pass of the run: copy and verification, or verification alone. */
    seconds: z.number(),
    rows_per_second: z.number().nullable(),
  }),
  source: z.strictObject({
    path: z.string(),
    generation: z.literal([1, 2]),
    /** SHA-256 of the snapshot that was migrated. */
    fingerprint: sha256,
    /** Whether the file has that content when the report is written. */
    now: z.enum(['same', 'changed', 'unavailable']),
    /** Why it is not available. */
    note: z.string().nullable(),
  }),
  target: z.string(),
  phases: z.array(phase),
  tables: z.array(table),
  differences: z.array(difference),
  quarantine: z.strictObject({ list_command: z.string(), reasons: z.array(setAside) }),
  retention: z.strictObject({ rows_older: count, paused: z.boolean() }),
  sizes: z.strictObject({
    sqlite_bytes: bytes.nullable(),
    relations: z.array(relation),
    /** Everything, PostgreSQL's own catalogues included, the write-ahead log not. */
    database_bytes: bytes,
  }),
  queries: z.strictObject({
    /** The longest series of daily bars, which was asked for; null where none are stored. */
    series: z.strictObject({ symbol: z.string(), bars: count }).nullable(),
    timings: z.array(timing),
  }),
  versions: z.strictObject({
    stockula: z.string(),
    node: z.string(),
    postgresql: z.string(),
    timescaledb: z.string(),
    timescaledb_edition: z.enum(['community', 'apache']),
    sqlite: z.string(),
  }),
  machine: z.strictObject({
    hostname: z.string(),
    system: z.string(),
    processor: z.string(),
    cores: count,
    memory_bytes: bytes,
  }),
  configuration_changes: z.array(
    z.strictObject({
      file: z.string(),
      key: z.string(),
      before: z.string().nullable(),
      after: z.string().nullable(),
      at: time,
    }),
  ),
  go_back: z.array(z.string()),
});

/** The report of a migration that is filed. Sizes in bytes, times in ISO 8601. */
export type MigrationFile = z.infer<typeof migrationFileSchema>;
