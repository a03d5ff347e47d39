import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chunkWidthMs, subtractInterval } from '../../src/migrate/plan/calendar.ts';
import type { MigrationPlan } from '../../src/migrate/plan/plan-report.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { writeSyntheticLegacy } from '../../src/sources/synthetic/write-legacy.ts';
import { freshFolder } from '../support/embedded.ts';
import { plantedDefects } from '../support/planted-defects.ts';
import {
  change,
  cleanSharedFile,
  crashedCopyOf,
  dirtySharedFile,
  hasSharedLegacy,
  syntheticFile,
} from '../support/sources.ts';
import { planFor } from './plan-request.ts';
import { reasonsOf, startTarget, type Target } from './target.ts';

const day = 86_400_000;
const startOfToday = (): number => Math.floor(Date.now() / day) * day;

/** What is old, and which days are recent, is judged by the day: what agrees must have happened on the same one. */
async function onOneDay<T>(work: () => Promise<T>): Promise<T> {
  const begun = startOfToday();
  const result = await work();
  return startOfToday() === begun ? result : work();
}

function plannedReasons({ dirt }: MigrationPlan): Record<string, number> {
  const reasons: Record<string, number> = {};
  for (const { reason, count } of dirt) reasons[reason] = (reasons[reason] ?? 0) + count;
  return reasons;
}

const byReason = (report: MigrationReport): string[] =>
  report.quarantine.map(({ table, reason, count }) => `${table} ${reason} ${count}`).sort();

describe('a plan and the run that follows it', { timeout: 120_000 }, () => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget();
  });
  beforeEach(() => target.reset());
  afterAll(() => target.stop());

  async function expectSame(path: string): Promise<MigrationPlan> {
    const { plan, report } = await onOneDay(async () => {
      await target.reset();
      return { plan: await planFor(path), report: await target.run(path) };
    });
    expect(report.status).toBe('verified');
    expect(plan.tables).toEqual(
      report.tables.map(
        ({ checksum_match: _, kept: _kept, source_checksum: _one, target_checksum: _other, ...table }) =>
          table,
      ),
    );
    expect(plan.dirt.map(({ table, reason, count }) => `${table} ${reason} ${count}`).sort()).toEqual(
      byReason(report),
    );
    expect(plan.retention.rows_older_than_retention).toBe(report.rows_older_than_retention);
    expect(plan.source.fingerprint).toBe(report.source.fingerprint);
    expect(chunksIn(plan)).toEqual(await storedChunks());
    expect(rowsBySymbol(plan)).toEqual(await storedBySymbol());
    return plan;
  }

  const chunksIn = (plan: MigrationPlan): string[] =>
    plan.chunks
      .map(({ table, history_chunks, recent_chunks }) => `${table} ${history_chunks + recent_chunks}`)
      .filter((text) => !text.endsWith(' 0'))
      .sort();

  async function storedChunks(): Promise<string[]> {
    const rows = await target.sql<{ chunks: string }>(
      `SELECT concat(hypertable_name, ' ', count(*)) AS chunks FROM timescaledb_information.chunks
       WHERE hypertable_name LIKE 'ts\\_%' GROUP BY hypertable_name`,
    );
    return rows.map(({ chunks }) => chunks).sort();
  }

  const rowsBySymbol = ({ symbols }: MigrationPlan): string[] =>
    symbols
      .map(({ symbol, bars, dividends, splits, options, first_bar, last_bar }) =>
        [symbol, bars, dividends, splits, options, first_bar, last_bar].join(' ').trim(),
      )
      .sort();

  async function storedBySymbol(): Promise<string[]> {
    const rows = await target.sql<{ line: string }>(
      `SELECT concat_ws(' ', symbol, count(*) FILTER (WHERE kind = 'b'), count(*) FILTER (WHERE kind = 'd'),
         count(*) FILTER (WHERE kind = 's'), count(*) FILTER (WHERE kind = 'o'),
         (min(ts) FILTER (WHERE kind = 'b') AT TIME ZONE 'UTC')::date,
         (max(ts) FILTER (WHERE kind = 'b') AT TIME ZONE 'UTC')::date) AS line
       FROM (SELECT 'b' AS kind, symbol, ts FROM ts_price_history UNION ALL
         SELECT 'd', symbol, ts FROM ts_dividends UNION ALL SELECT 's', symbol, ts FROM ts_splits UNION ALL
         SELECT 'o', symbol, ts FROM ts_options_calls UNION ALL SELECT 'o', symbol, ts FROM ts_options_puts) AS rows
       GROUP BY symbol`,
    );
    return rows.map(({ line }) => line).sort();
  }

  it('agree about a dirty synthetic file with recent bars, table by table', async () => {
    const path = syntheticFile({ dirt: true, symbols: 3, years: 8, endMs: startOfToday() - day });
    change(
      path,
      // Twins under another spelling of the date: one says the same, one does not.
      `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
         SELECT symbol, date || ' 00:00:00', interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at
         FROM price_history WHERE id = 5`,
      `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
         SELECT symbol, date || ' 00:00:00', interval, open_price, high_price, low_price, close_price + 1e-9, volume, created_at, updated_at
         FROM price_history WHERE id = 6`,
    );
    const plan = await expectSame(path);
    expect(plan.tables.find(({ name }) => name === 'price_history')?.merged).toBe(1);
    const prices = plan.chunks.find(({ table }) => table === 'ts_price_history');
    expect(prices?.recent_chunks).toBeGreaterThan(3);
    const older = plan.retention.rows_older_than_retention;
    expect(older).toBeGreaterThan(1_000);
    expect(older).toBeLessThan(plan.tables.find(({ name }) => name === 'price_history')?.written ?? 0);
    expect(plan.retention.policy_created_paused).toBe(true);
  });

  it('agree about a file without bars', async () => {
    const path = syntheticFile({ symbols: 1, years: 1 });
    change(path, 'DELETE FROM price_history');
    const plan = await expectSame(path);
    expect(plan.retention).toMatchObject({ rows_older_than_retention: 0, policy_created_paused: false });
  });

  it('agree about when the retention window begins', async () => {
    for (const from of ['2024-02-29T10:11:12Z', '2026-03-31T23:59:59Z', '2026-01-01T00:00:00Z'])
      for (const interval of ['1 month', '13 months', '1 year', '5 years', '3 weeks', '36 hours']) {
        const [row] = await target.sql<{ ms: number }>(
          `SELECT (extract(epoch FROM ($1::timestamptz AT TIME ZONE 'UTC') - $2::interval) * 1000)::float8 AS ms`,
          [from, interval],
        );
        expect(subtractInterval(Date.parse(from), interval), `${from} - ${interval}`).toBe(row?.ms);
      }
  });

  it('agree about how wide a chunk is', async () => {
    for (const width of ['10 years', '1 month', '30 days', '3652 days']) {
      await target.sql(`SELECT set_chunk_time_interval('ts_dividends', $1::interval)`, [width]);
      const [dimension] = await target.sql<{ ms: number }>(
        `SELECT (interval_length / 1000)::float8 AS ms FROM _timescaledb_catalog.dimension AS d
           JOIN _timescaledb_catalog.hypertable AS h ON h.id = d.hypertable_id WHERE h.table_name = 'ts_dividends'`,
      );
      expect(chunkWidthMs(width), width).toBe(dimension?.ms);
    }
    await target.sql(`SELECT set_chunk_time_interval('ts_dividends', INTERVAL '1 month')`);
  });

  describe.skipIf(!hasSharedLegacy)('with real databases', () => {
    it('agree about a clean one of generation 2', async () => {
      const plan = await expectSame(cleanSharedFile);
      expect(plan.dirt).toEqual([]);
      expect(plan.source).toMatchObject({ generation: 2, size_bytes: 6_389_760, recovered: false });
      expect(plan.repairs).toContainEqual({ kind: 'stock_info_nan', rows: 1 });
      expect(plan.seams).toEqual({ count: 0, bars_without_fetch_time: 0, list: [] });
    });

    it('agree about a dirty one of generation 1, and with what was planted', async () => {
      const plan = await expectSame(dirtySharedFile);
      expect(plannedReasons(plan)).toEqual(plantedDefects);
      expect(plan.repairs).toEqual([
        { kind: 'symbol_case', rows: 5 },
        { kind: 'interval_alias', rows: 2 },
        { kind: 'duplicate_option', rows: 2 },
        { kind: 'stock_info_nan', rows: 0 },
      ]);
    });
  });

  it('names the same reasons', async () => {
    const path = syntheticFile({ dirt: true, symbols: 1, years: 1, generation: 1 });
    const plan = await planFor(path);
    expect(plannedReasons(plan)).toEqual(reasonsOf(await target.run(path)));
  });
});

describe('a plan', () => {
  it('counts the planted dirt, with up to three examples of each that show what is wrong', async () => {
    const path = `${freshFolder('source')}/legacy.db`;
    const { defects } = writeSyntheticLegacy(path, { dirt: true, symbols: 1, years: 1 });
    const plan = await planFor(path);
    expect(plannedReasons(plan)).toEqual(defects);
    for (const { count, examples, reason } of plan.dirt) {
      expect(examples.length, reason).toBe(Math.min(3, count));
      for (const { place, values } of examples) {
        expect(place).toMatch(/^\d+$/);
        expect(Object.keys(values).length, reason).toBeGreaterThan(0);
      }
    }
    const valuesOf = (reason: string): unknown =>
      plan.dirt.find((kind) => kind.reason === reason)?.examples[0]?.values;
    expect(valuesOf('text_in_number')).toEqual({ open_price: '1O.5' });
    expect(valuesOf('blob_in_number')).toEqual({ open_price: { $blob: '0001ff' } });
    expect(valuesOf('infinite_number')).toEqual({ high_price: { $real: 'Infinity' } });
    expect(valuesOf('high_below_low')).toEqual({
      high_price: { $real: '8' },
      low_price: { $real: '12' },
    });
    expect(valuesOf('missing_price')).toEqual({ close_price: null });
    expect(valuesOf('unparseable_date')).toEqual({ date: '2021-02-30' });
    expect(valuesOf('negative_volume')).toEqual({ volume: -5 });
  });

  it('names what nobody reads, and counts what could be repaired', async () => {
    const path = syntheticFile({ symbols: 2, years: 1 });
    change(
      path,
      'ALTER TABLE stocks ADD COLUMN rating TEXT',
      'CREATE TABLE notes (id INTEGER)',
      `UPDATE stock_info SET info_json = '{"trailingPE": NaN}' WHERE symbol = (SELECT max(symbol) FROM stock_info)`,
      `UPDATE stock_info SET info_json = '{"trailingPE": 12}' WHERE symbol = (SELECT min(symbol) FROM stock_info)`,
    );
    const plan = await planFor(path);
    expect(plan.source).toMatchObject({ extra_tables: ['notes'], extra_columns: ['stocks.rating'] });
    expect(plan.repairs).toContainEqual({ kind: 'stock_info_nan', rows: 1 });
  });

  it('says of a file whose last writer was cut off that a recovered copy was read', async () => {
    const path = syntheticFile({ symbols: 2, years: 4 });
    const bars = (await planFor(path)).tables.find(({ name }) => name === 'price_history')?.read;
    const crashed = crashedCopyOf(path);
    const plan = await planFor(crashed);
    expect(plan.source.recovered).toBe(true);
    expect(plan.warnings.join()).toContain('was cut off in the middle');
    expect(plan.tables.find(({ name }) => name === 'price_history')?.read).toBe(bars);
    expect(existsSync(`${crashed}-journal`)).toBe(true);
  });

  it('weighs the disk of the data directory', async () => {
    const folder = freshFolder('plan');
    const { estimate } = await planFor(syntheticFile({ symbols: 1, years: 1 }), {
      target: { kind: 'embedded', data_directory: join(folder, 'none') },
    });
    const { disk } = estimate;
    expect(disk.free_at).toBe(folder);
    expect(disk.peak_bytes).toBe(
      disk.snapshot_bytes + disk.target_bytes + disk.uncompressed_bytes + disk.write_ahead_log_bytes,
    );
  });

  it('tells how far it is, table by table', async () => {
    const steps: string[] = [];
    await planFor(syntheticFile({ symbols: 1, years: 1 }), {
      onProgress: ({ step, label, done, total }) => steps.push(`${step} ${label} ${done === total}`),
    });
    expect(steps[0]).toBe('snapshot snapshot false');
    expect(steps).toContain('read price_history true');
  });
});
