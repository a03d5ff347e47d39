import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defects } from '../../src/domain/defect.ts';
import { checkReport } from '../../src/migrate/file-report/check.ts';
import { collectMigrationFile } from '../../src/migrate/file-report/collect.ts';
import type { ConfigurationChange, PhaseRecord } from '../../src/migrate/file-report/input.ts';
import { type MigrationFile, migrationFileSchema } from '../../src/migrate/file-report/migration-file.ts';
import { writeReport } from '../../src/migrate/file-report/write-files.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { freshFolder } from '../support/embedded.ts';
import { ask, change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

const phases: PhaseRecord[] = [
  {
    step: 'copy',
    title: 'Copy',
    startedAt: '2026-03-01T11:00:00.000Z',
    finishedAt: '2026-03-01T11:00:02.500Z',
    outcome: 'done',
    detail: null,
  },
  {
    step: 'switch',
    title: 'Switch',
    startedAt: '2026-03-01T11:00:03.000Z',
    finishedAt: null,
    outcome: 'running',
    detail: 'waits',
  },
];
const configurationChanges: ConfigurationChange[] = [
  {
    file: '.stockula.yaml',
    key: 'database.url',
    before: null,
    after: 'postgres://me:secret@db/stockula',
    at: '2026-03-01T11:00:03.000Z',
  },
];

let target: Target;
let path: string;
let report: MigrationReport;
let file: MigrationFile;

const collect = (): Promise<MigrationFile> =>
  collectMigrationFile({
    database: target.database,
    scratchFolder: target.scratchFolder,
    stockula: '1.0.0',
    phases,
    configurationChanges,
  });

beforeAll(async () => {
  target = await startTarget();
  path = syntheticFile({ symbols: 3, years: 3, dirt: true });
});
afterAll(() => target.stop());

describe('the report of a migration', { timeout: 120_000 }, () => {
  it('is refused before there is one', async () => {
    await expect(collect()).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  });

  it('says what the run itself has said', async () => {
    report = await target.run(path);
    file = await collect();
    expect(migrationFileSchema.parse(JSON.parse(JSON.stringify(file)))).toEqual(file);
    expect(file.status).toBe(report.status);
    expect(file.tables).toEqual(report.tables);
    expect(file.differences).toEqual(report.differences);
    expect(file.quarantine.reasons.map(({ table, reason, count }) => ({ table, reason, count }))).toEqual(
      report.quarantine,
    );
    for (const { reason, explanation } of file.quarantine.reasons)
      expect(Object.entries(defects)).toContainEqual([reason, explanation]);
    expect(file.source).toEqual({ ...report.source, now: 'same', note: null });
    expect(file.run).toMatchObject({
      mode: 'copy',
      seconds: report.seconds,
      rows_per_second: report.rows_per_second,
    });
    expect(file.retention).toEqual({
      rows_older: report.rows_older_than_retention,
      paused: report.retention_paused,
    });
  });

  it('has phases with their durations, and changes without passwords', () => {
    expect(file.phases.map(({ seconds, outcome }) => [seconds, outcome])).toEqual([
      [2.5, 'done'],
      [null, 'running'],
    ]);
    expect(file.configuration_changes[0]?.after).toBe('postgres://me:***@db/stockula');
    expect(JSON.stringify(file)).not.toContain('secret');
  });

  it('has the sizes of file, hypertables, aggregates and the rest', async () => {
    const { sqlite_bytes, relations, database_bytes } = file.sizes;
    expect(sqlite_bytes).toBe(statSync(path).size);
    const names = (kind: string): string[] =>
      relations.filter((relation) => relation.kind === kind).map(({ name }) => name);
    expect(names('hypertable')).toEqual([
      'ts_dividends',
      'ts_options_calls',
      'ts_options_puts',
      'ts_price_history',
      'ts_splits',
    ]);
    expect(names('aggregate')).toEqual([
      'ts_price_daily',
      'ts_price_hourly',
      'ts_price_monthly',
      'ts_price_weekly',
    ]);
    expect(names('table')).toContain('stock_info');
    expect(names('journal')).toEqual(expect.arrayContaining(['quarantine', 'repaired_rows']));
    const prices = relations.find(({ name }) => name === 'ts_price_history');
    const [stored] = await target.sql<{ bytes: number }>(
      `SELECT hypertable_size('ts_price_history')::float8 AS bytes`,
    );
    expect((prices?.table_bytes ?? 0) + (prices?.index_bytes ?? 0)).toBe(stored?.bytes);
    expect(prices?.bytes_after_compression).toBeLessThan(prices?.bytes_before_compression ?? 0);
    const sum = relations.reduce((total, row) => total + row.table_bytes + row.index_bytes, 0);
    expect(database_bytes).toBeGreaterThan(sum);
  });

  it('has times of the same questions on both databases', async () => {
    const { series, timings } = file.queries;
    const [longest] = ask<{ symbol: string; bars: number }>(
      path,
      `SELECT symbol, count(*) AS bars FROM price_history WHERE interval = '1d' GROUP BY symbol ORDER BY bars DESC LIMIT 1`,
    );
    expect(longest?.bars).toBeGreaterThanOrEqual(series?.bars ?? 0);
    expect(timings.map(({ id }) => id)).toEqual([
      'last_bars',
      'whole_history',
      'monthly_bars',
      'year_high',
      'market_days',
    ]);
    for (const { timescaledb, sqlite, ratio } of timings) {
      expect(timescaledb.rows).toBeGreaterThan(0);
      expect(timescaledb.runs_ms.length).toBeGreaterThanOrEqual(3);
      expect(sqlite?.runs_ms).toHaveLength(timescaledb.runs_ms.length);
      expect(timescaledb.runs_ms).toContain(timescaledb.median_ms);
      expect(ratio).toBeCloseTo((sqlite?.median_ms ?? 0) / timescaledb.median_ms, 6);
    }
    expect(timings[0]?.timescaledb.rows).toBe(250);
    expect(timings[1]?.timescaledb.rows).toBe(series?.bars);
  });

  it('says how to go back: by rollback, and by hand only where that cannot run', () => {
    const [first = '', ...others] = file.go_back;
    expect(first).toMatch(/^Run "stockula migrate rollback"/);
    expect(first).toContain(path);
    const byHand = others.find((step) => step.includes('data directory')) ?? '';
    expect(byHand).toMatch(/^Only if the rollback cannot run.*loses.*configuration keys.*db stop/);
    expect(others.filter((step) => /delete|configuration keys/.test(step))).toEqual([byHand]);
  });

  it('is written as data and page, which a check finds good', () => {
    const { json } = writeReport(file, join(freshFolder('report'), 'new', 'folder'), null);
    expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual(file);
    expect(checkReport({ file: json, key: null, stockula: '1.0.0' })).toMatchObject({ ok: true });
    expect(readdirSync(target.scratchFolder)).toEqual([]);
  });

  it('says of a source that has changed since, or is gone, that it is so', async () => {
    change(path, `UPDATE stocks SET name = 'another'`);
    expect((await collect()).source.now).toBe('changed');
    renameSync(path, join(dirname(path), 'moved.db'));
    const later = await collect();
    expect(later.source).toMatchObject({
      now: 'unavailable',
      note: expect.stringContaining('no longer there'),
    });
    expect(later.sizes.sqlite_bytes).toBeNull();
    expect(later.queries.timings[0]).toMatchObject({ sqlite: null, ratio: null });
    expect(later.tables).toEqual(report.tables);
    expect(() => migrationFileSchema.parse(later)).not.toThrow();
  });

  it('of a run that noted no checksums has none', async () => {
    await target.sql(
      `UPDATE migration_runs SET report = jsonb_set(report, '{tables}', (SELECT jsonb_agg(t - 'source_checksum' - 'target_checksum') FROM jsonb_array_elements(report -> 'tables') AS t))`,
    );
    const old = await collect();
    expect(old.tables[0]).toEqual({ ...report.tables[0], source_checksum: null, target_checksum: null });
    expect(() => migrationFileSchema.parse(old)).not.toThrow();
    await target.sql(`UPDATE migration_runs SET status = 'running'`);
    await expect(collect()).rejects.toThrow(/not finished/);
  });
});
