import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { plantedDefects } from '../support/planted-defects.ts';
import { ask, cleanSharedFile, dirtySharedFile, hasSharedLegacy } from '../support/sources.ts';
import { sourceBars, storedBars } from './bit-compare.ts';
import { countsOf, reasonsOf, startTarget, type Target } from './target.ts';

describe.skipIf(!hasSharedLegacy)('a real generation-2 database', () => {
  let target: Target;
  let report: MigrationReport;
  beforeAll(async () => {
    target = await startTarget();
    report = await target.run(cleanSharedFile);
  });
  afterAll(() => target.stop());

  it('is taken over whole', () => {
    expect(report.status).toBe('verified');
    expect(report.source.generation).toBe(2);
    expect(report.differences).toEqual([]);
    expect(report.rows_older_than_retention).toBe(31_543);
    expect(report.tables.map(({ checksum_match }) => checksum_match)).not.toContain(false);
    expect(countsOf(report)).toEqual({
      stocks: '6 = 6 + 0 + 0',
      stock_info: '6 = 6 + 0 + 0',
      price_history: '31543 = 31543 + 0 + 0',
      dividends: '381 = 381 + 0 + 0',
      splits: '8 = 8 + 0 + 0',
      options_calls: '2266 = 2266 + 0 + 0',
      options_puts: '2266 = 2266 + 0 + 0',
    });
  });

  it('has every bar bit for bit, read on both sides by other means', async () => {
    const [source, stored] = [sourceBars(cleanSharedFile), await storedBars(target)];
    expect(stored.size).toBe(31_543);
    expect([...source].filter(([key, value]) => stored.get(key) !== value)).toEqual([]);
  });

  it('has every dividend and split', async () => {
    for (const [table, hypertable, column] of [
      ['dividends', 'ts_dividends', 'amount'],
      ['splits', 'ts_splits', 'ratio'],
    ]) {
      const there = await target.sql<{ key: string; value: number }>(
        `SELECT concat(symbol, ' ', to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS key, ${column} AS value FROM ${hypertable} ORDER BY 1`,
      );
      const here = ask<{ key: string; value: number }>(
        cleanSharedFile,
        `SELECT symbol || ' ' || date AS key, ${column} AS value FROM ${table} ORDER BY 1`,
      );
      expect(there).toEqual(here.map((row) => ({ ...row })));
    }
  });

  it('goes into wide chunks and leaves the width for live data', async () => {
    const [state] = await target.sql<{ chunks: string; width: string }>(
      `SELECT (SELECT count(*) FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history') AS chunks,
         (SELECT time_interval::text FROM timescaledb_information.dimensions WHERE hypertable_name = 'ts_price_history') AS width`,
    );
    expect(Number(state?.chunks)).toBeLessThan(10);
    expect(state?.width).toBe('1 day');
  });

  it('is not changed by a second run, nor by a verification', async () => {
    const before = await target.versions();
    const again = await target.run(cleanSharedFile);
    expect(again).toEqual({ ...report, rows_per_second: null, seconds: again.seconds });
    expect(await target.versions()).toBe(before);
    const [{ lsn } = { lsn: '' }] = await target.sql<{ lsn: string }>(
      'SELECT pg_current_wal_insert_lsn() AS lsn',
    );
    expect((await target.verify(cleanSharedFile)).status).toBe('verified');
    const after = await target.sql<{ lsn: string; none: boolean }>(
      'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), $1) < 1024 AS none',
      [lsn],
    );
    expect(after[0]?.none).toBe(true);
    expect(await target.versions()).toBe(before);
  });

  it('shows one price that is wrong by its last bit, and mends it', async () => {
    const key = `symbol = 'IBM' AND ts = '2008-10-10Z'`;
    const close = async (): Promise<string | undefined> =>
      (
        await target.sql<{ bits: string }>(
          `SELECT encode(float8send(close), 'hex') AS bits FROM ts_price_history WHERE ${key}`,
        )
      )[0]?.bits;
    const right = await close();
    await target.sql(
      `UPDATE ts_price_history SET close = close * (1 + 2.220446049250313e-16::float8) WHERE ${key}`,
    );
    const wrong = await close();
    expect(wrong).not.toBe(right);
    expect(Number(BigInt(`0x${wrong}`) - BigInt(`0x${right}`))).toBeLessThanOrEqual(2);
    const shown = await target.run(cleanSharedFile);
    expect(shown.status).toBe('mismatched');
    expect(shown.differences).toMatchObject([
      { table: 'price_history', group: 'IBM 2008', expected_rows: shown.differences[0]?.found_rows },
    ]);
    expect((await target.verify(cleanSharedFile)).status).toBe('mismatched');
    const mended = await target.run(cleanSharedFile);
    expect(mended.status).toBe('verified');
    expect(await close()).toBe(right);
  });
});

describe.skipIf(!hasSharedLegacy)('a real generation-1 database with dirt', () => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.stop());

  it('is taken over but for what was planted, which is kept whole', async () => {
    const report = await target.run(dirtySharedFile);
    expect(report.status).toBe('verified');
    expect(report.source.generation).toBe(1);
    expect(reasonsOf(report)).toEqual(plantedDefects);
    countsOf(report);
    const [source, stored] = [sourceBars(dirtySharedFile), await storedBars(target)];
    const prices = report.tables.find(({ name }) => name === 'price_history');
    expect(stored.size).toBe(prices?.written);
    expect([...stored].filter(([key, value]) => source.get(key) !== value)).toEqual([]);
    const kept = await target.sql<{ place: string; original: Record<string, unknown> }>(
      `SELECT place, original FROM quarantine WHERE source_table = 'price_history' ORDER BY length(place), place`,
    );
    const rows = ask<Record<string, unknown>>(
      dirtySharedFile,
      `SELECT * FROM price_history WHERE id IN (${kept.map(({ place }) => place)}) ORDER BY id`,
    );
    expect(kept.map(({ original }) => [original['id'], original['symbol'], original['date']])).toEqual(
      rows.map((row) => [row['id'], row['symbol'], row['date']]),
    );
  });
});
