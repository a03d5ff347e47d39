import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type RepairKind, repairKinds } from '../../src/domain/repair.ts';
import { compareStores } from '../../src/migrate/compare-stores.ts';
import { listRepaired } from '../../src/migrate/repaired.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../../src/storage/timescale/timescale-market.ts';
import { program } from '../support/run-stockula.ts';
import {
  ask,
  change,
  cleanSharedFile,
  dirtySharedFile,
  hasSharedLegacy,
  syntheticFile,
} from '../support/sources.ts';
import { countsOf, reasonsOf, startTarget, type Target } from './target.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

const run = (path: string, ...kinds: RepairKind[]): Promise<MigrationReport> =>
  target.run(path, undefined, kinds);

const repairsOf = ({ repairs }: MigrationReport): string[] =>
  repairs.map(({ table, kind, count }) => `${table} ${kind} ${count}`);

async function expectSameAnswers(path: string, ...kinds: RepairKind[]): Promise<void> {
  const file = new SqliteMarket(path, {
    asOf: await target.asOf(),
    repairs: new Set(kinds),
  });
  const database = new TimescaleMarket(target.database.pool);
  expect((await compareStores(file, database)).differences).toEqual([]);
  for (const interval of ['1d', '1h'] as const)
    expect(await file.symbolWithMostBars(interval)).toBe(await database.symbolWithMostBars(interval));
}

/** A dirty file in which symbols, company data and intervals are also spelt otherwise. */
function misspeltFile(): string {
  const path = syntheticFile({ symbols: 3, years: 1, dirt: true, endMs: Date.UTC(2024, 5, 3) });
  const [first] = ask<{ symbol: string }>(path, 'SELECT min(symbol) AS symbol FROM stocks');
  const lower = `lower('${first?.symbol}')`;
  change(
    path,
    `UPDATE stocks SET symbol = ${lower} WHERE symbol = '${first?.symbol}'`,
    `UPDATE price_history SET symbol = ${lower} WHERE symbol = '${first?.symbol}' AND id % 3 = 0`,
    `UPDATE dividends SET symbol = ${lower} WHERE symbol = '${first?.symbol}'`,
    `UPDATE options_calls SET symbol = ${lower} WHERE symbol = '${first?.symbol}' AND id % 2 = 0`,
    `UPDATE stock_info SET info_json = '{"beta": NaN}' WHERE symbol = (SELECT max(symbol) FROM stock_info)`,
    `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
     SELECT (SELECT max(symbol) FROM stocks WHERE symbol = upper(symbol)), '2024-05-01 1' || n || ':30:00', '60m', 10, 11, 9, 10, 5, '2024-05-02 00:00:00', '2024-05-02 00:00:00'
     FROM (SELECT 0 AS n UNION SELECT 1 UNION SELECT 2)`,
  );
  return path;
}

const dirty = {
  none: {
    aside: { symbol_case: 5, interval_alias: 2, duplicate_option: 2, intraday_without_time: 6 },
    repairs: [],
  },
  'symbol-case': {
    aside: { interval_alias: 2, duplicate_option: 2, intraday_without_time: 6 },
    repairs: ['price_history symbol-case 5'],
  },
  // Both bars lost their time of day: under their right name they are of no more use.
  'interval-alias': {
    aside: { symbol_case: 5, duplicate_option: 2, intraday_without_time: 8 },
    repairs: [],
  },
  'duplicate-options': {
    aside: { symbol_case: 5, interval_alias: 2, intraday_without_time: 6 },
    repairs: ['options_calls duplicate-options 2'],
  },
  'stock-info-nan': {
    aside: { symbol_case: 5, interval_alias: 2, duplicate_option: 2, intraday_without_time: 6 },
    repairs: [],
  },
  all: {
    aside: { intraday_without_time: 8 },
    repairs: ['price_history symbol-case 5', 'options_calls duplicate-options 2'],
  },
} as const;

describe.skipIf(!hasSharedLegacy)('a real database with dirt', () => {
  it.each(Object.entries(dirty))('repaired: %s', async (name, expected) => {
    const kinds = name === 'all' ? repairKinds : repairKinds.filter((kind) => kind === name);
    const report = await run(dirtySharedFile, ...kinds);
    expect(report.status).toBe('verified');
    expect(repairsOf(report)).toEqual(expected.repairs);
    const { symbol_case, interval_alias, duplicate_option, intraday_without_time, ...others } =
      reasonsOf(report);
    const found = { symbol_case, interval_alias, duplicate_option, intraday_without_time };
    expect(JSON.parse(JSON.stringify(found))).toEqual(expected.aside);
    expect(Object.values(others).reduce((sum, count) => sum + count, 0)).toBe(61);
    countsOf(report);
    expect((await target.verify(dirtySharedFile)).repairs).toEqual(report.repairs);
    const listed = await listRepaired(target.database.pool, {});
    expect(listed).toHaveLength(report.repairs.reduce((sum, { count }) => sum + count, 0));
    if (name === 'all') await expectSameAnswers(dirtySharedFile, ...kinds);
  });

  it('has its repaired bars under the right symbol, and says where they were', async () => {
    await run(dirtySharedFile, 'symbol-case');
    const before = ask<{ id: number; day: string; close: number }>(
      dirtySharedFile,
      `SELECT id, substr(date, 1, 10) AS day, close_price AS close FROM price_history WHERE symbol = 'bac' ORDER BY id`,
    );
    expect(before).toHaveLength(5);
    expect(await listRepaired(target.database.pool, { kind: 'symbol-case' })).toEqual(
      before.map(({ id }) => ({ table: 'price_history', place: String(id), kind: 'symbol-case' })),
    );
    for (const { day, close } of before) {
      const there = `SELECT close FROM ts_price_history WHERE symbol = 'BAC' AND interval = '1d' AND ts = $1::timestamptz`;
      expect(await target.sql(there, [`${day}Z`])).toEqual([{ close }]);
    }
  });

  it('with a bare NaN has it as null, with the text beside it', async () => {
    expect(repairsOf(await run(cleanSharedFile, 'stock-info-nan'))).toEqual(['stock_info stock-info-nan 1']);
    const [row] = await listRepaired(target.database.pool, { table: 'stock_info' });
    const [stored] = await target.sql<{ type: string; original: string }>(
      'SELECT jsonb_typeof(info) AS type, original FROM stock_info WHERE symbol = $1',
      [row?.place],
    );
    expect(stored?.type).toBe('object');
    expect(stored?.original).toMatch(/NaN/);
  });
});

describe('the choice', () => {
  it('is that of the last run where none is made, and may grow but not shrink', async () => {
    const path = misspeltFile();
    const plain = await run(path);
    expect(plain.repairs).toEqual([]);
    const some = await run(path, 'symbol-case');
    expect(some.status).toBe('verified');
    expect(some.repairs.map(({ kind }) => kind)).not.toContain('interval-alias');
    const all = await run(path, ...repairKinds);
    expect(all.status).toBe('verified');
    expect(new Set(all.repairs.map(({ kind }) => kind))).toEqual(new Set(repairKinds));
    const versions = await target.versions();
    const again = await target.run(path);
    expect(again).toEqual({ ...all, rows_per_second: null, seconds: again.seconds });
    expect((await target.verify(path)).repairs).toEqual(all.repairs);
    for (const kinds of [[], ['symbol-case', 'interval-alias']] as RepairKind[][]) {
      await expect(run(path, ...kinds)).rejects.toMatchObject({
        code: 'MIGRATION_CONFLICT',
        message: expect.stringContaining('symbol-case, interval-alias, duplicate-options, stock-info-nan'),
      });
    }
    expect(await target.versions()).toBe(versions);
    await expectSameAnswers(path, ...repairKinds);
    change(path, `UPDATE stocks SET name = 'changed'`);
    expect((await target.run(path)).repairs).toEqual(all.repairs);
  });

  it('gives the same whether it is made at once or later', async () => {
    const path = misspeltFile();
    const timeless = (report: MigrationReport) => ({ ...report, seconds: 0, rows_per_second: 0 });
    const atOnce = timeless(await run(path, ...repairKinds));
    await target.reset();
    await run(path);
    expect(timeless(await run(path, ...repairKinds))).toEqual(atOnce);
  });

  it('shows a repaired row that the journal lost', async () => {
    const path = misspeltFile();
    await run(path, 'interval-alias');
    await target.sql(`DELETE FROM repaired_rows WHERE place = (SELECT min(place) FROM repaired_rows)`);
    expect((await target.verify(path)).differences).toMatchObject([
      { table: 'price_history', group: 'repaired rows', expected_rows: 3, found_rows: 2 },
    ]);
    expect((await target.drain(path)).status).toBe('verified');
  });
});

it('follows with the repairs of the run before', async () => {
  const path = misspeltFile();
  const before = await run(path, ...repairKinds);
  change(
    path,
    `UPDATE price_history SET close_price = close_price WHERE interval = '60m'`,
    `DELETE FROM price_history WHERE id = (SELECT max(id) FROM price_history WHERE interval = '60m')`,
    `INSERT INTO stocks (symbol, created_at, updated_at) VALUES ('newone', '2024-05-02 00:00:00', '2024-05-02 00:00:00')`,
    `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
     VALUES ('NewOne', '2024-05-02', '1d', 10, 11, 9, 10, 5, '2024-05-02 00:00:00', '2024-05-02 00:00:00')`,
  );
  const drained = await target.drain(path);
  expect(drained.differences).toEqual([]);
  const count = (report: MigrationReport, kind: RepairKind, table: string): number =>
    report.repairs.find((one) => one.kind === kind && one.table === table)?.count ?? 0;
  for (const [kind, table, more] of [
    ['interval-alias', 'price_history', -1],
    ['symbol-case', 'price_history', 1],
    ['symbol-case', 'stocks', 1],
  ] as const)
    expect(count(drained, kind, table)).toBe(count(before, kind, table) + more);
  expect(await target.sql(`SELECT symbol FROM ts_price_history WHERE symbol = 'NEWONE'`)).toHaveLength(1);
  change(path, `DELETE FROM stocks WHERE symbol = 'newone'`);
  expect((await target.drain(path)).differences).toEqual([]);
  expect(await target.sql(`SELECT symbol FROM ts_price_history WHERE symbol = 'NEWONE'`)).toEqual([]);
  await expectSameAnswers(path, ...repairKinds);
  expect((await target.run(path)).repairs.length).toBeGreaterThan(0);
});

function startRun(from: string): ChildProcess {
  return spawn(process.execPath, [program, 'migrate', 'run', '--from', from, '--repair', 'all'], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], STOCKULA_DATA_DIR: target.dataDirectory },
    stdio: 'ignore',
  });
}

it('goes on with the same repairs after a kill, and with no fewer', async () => {
  const path = syntheticFile({ symbols: 6, years: 12, dirt: true, endMs: Date.UTC(2024, 5, 3) });
  change(path, `UPDATE price_history SET symbol = lower(symbol) WHERE id % 2 = 0`);
  const child = startRun(path);
  const closed = once(child, 'close');
  const batches = async () =>
    (await target.sql<{ n: number }>('SELECT count(*)::int AS n FROM migration_batches'))[0]?.n ?? 0;
  await expect.poll(batches, { timeout: 60_000, interval: 5 }).toBeGreaterThan(2);
  child.kill('SIGKILL');
  await closed;
  expect(await target.sql('SELECT status, repairs FROM migration_runs')).toEqual([
    { status: 'running', repairs: [...repairKinds] },
  ]);
  const done = await batches();
  await expect(run(path, 'symbol-case')).rejects.toMatchObject({ code: 'MIGRATION_CONFLICT' });
  expect(await batches()).toBe(done);
  const report = await target.run(path);
  expect(report.status).toBe('verified');
  expect(repairsOf(report).join()).toMatch(/price_history symbol-case \d{4,}/);
  expect(await target.sql('SELECT status FROM migration_runs')).toEqual([{ status: 'verified' }]);
  countsOf(report);
});
