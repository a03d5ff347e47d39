import type { MigrationFile } from '../../src/migrate/file-report/migration-file.ts';

const hash = (digit: string): string => digit.repeat(64);
const measured = { sql: 'SELECT 1', rows: 250, median_ms: 2, runs_ms: [1, 2, 3] };

/** A report as it could be, for what needs no database. */
export const sampleFile: MigrationFile = {
  format: 'stockula-migration-report',
  format_version: 1,
  created_at: '2026-03-01T12:00:00.000Z',
  status: 'verified',
  run: {
    id: '1',
    mode: 'copy',
    started_at: '2026-03-01T11:00:00.000Z',
    finished_at: '2026-03-01T11:00:10.000Z',
    seconds: 10,
    rows_per_second: 25,
  },
  source: { path: '/home/me/legacy.db', generation: 2, fingerprint: hash('a'), now: 'same', note: null },
  target: 'embedded in /home/me/.stockula',
  phases: [],
  tables: [
    {
      name: 'price_history',
      target: 'ts_price_history',
      read: 250,
      written: 249,
      kept: 0,
      merged: 0,
      quarantined: 1,
      checksum_match: true,
      source_checksum: hash('b'),
      target_checksum: hash('b'),
    },
  ],
  differences: [],
  quarantine: { list_command: 'stockula migrate quarantine', reasons: [] },
  retention: { rows_older: 0, paused: false },
  sizes: {
    sqlite_bytes: 2_000_000,
    relations: [
      {
        name: 'ts_price_history',
        kind: 'hypertable',
        table_bytes: 900_000,
        index_bytes: 100_000,
        bytes_before_compression: null,
        bytes_after_compression: null,
      },
    ],
    database_bytes: 12_000_000,
  },
  queries: {
    series: { symbol: 'SYNA', bars: 250 },
    timings: [
      {
        id: 'last_bars',
        question: 'The last 250 bars of SYNA',
        timescaledb: measured,
        sqlite: { ...measured, median_ms: 1 },
        ratio: 0.5,
      },
    ],
  },
  versions: {
    stockula: '1.0.0',
    node: 'v24.0.0',
    postgresql: '17.5',
    timescaledb: '2.23.0',
    timescaledb_edition: 'community',
    sqlite: '3.50.0',
  },
  machine: { hostname: 'host', system: 'Linux', processor: 'CPU', cores: 2, memory_bytes: 8e9 },
  configuration_changes: [],
  go_back: ['Do nothing.'],
};
