import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { noCommission } from '../../src/backtest/broker/commission.ts';
import { Cache } from '../../src/cache/cache.ts';
import { StockulaManager } from '../../src/manager/stockula-manager.ts';
import { closeWorkers } from '../../src/manager/workers/run-tasks.ts';
import { TimescaleRuns } from '../../src/storage/timescale/backtest-runs.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { TimescaleMarket } from '../../src/storage/timescale/timescale-market.ts';
import { plainSettings } from '../backtest/sma-cross.ts';
import { madePrices } from '../forecast/made-series.ts';
import { storeBars, weekdays } from '../storage/timescale/bars.ts';
import { findTarget, type Target } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';

const days = weekdays('2017-01-02', '2017-12-29');
const prices = madePrices(days.length);
const folder = freshFolder('runs');

const options = {
  strategies: [{ name: 'smacross', parameters: { fast: 3, slow: 9 } }],
  settings: { ...plainSettings, fill: 'close', commission: { ...noCommission, relative: 0.002 } },
  warmUp: 'inside',
  riskFree: null,
  folder,
} as const;

const search = {
  optimise: true,
  grids: { smacross: { fast: [3, 5] } },
  metric: 'Return [%]',
  best: 3,
  split: null,
  walk: null,
};

describe('runs that are kept', () => {
  let target: Target;
  let database: Database;
  const managerWith = (runs: TimescaleRuns | null) =>
    new StockulaManager(
      new TimescaleMarket(database.pool),
      new Cache({ price: 0, indicators: 0, marketData: 0 }),
      null,
      null,
      runs,
    );
  const bar = (at: number, close: number) => {
    const each = { open: close, high: close, low: close, close, volume: 1 };
    return { ts: (days[at] ?? new Date(0)).toISOString(), symbol: 'AAA', interval: '1d', ...each };
  };
  beforeAll(async () => {
    target = await (await findTarget('embedded')).start();
    database = await target.upgraded();
    await database.pool.query("INSERT INTO stocks (symbol) VALUES ('AAA')");
    await storeBars(
      database,
      days.slice(0, -1).map((_, at) => bar(at, prices[at] ?? 1)),
    );
  }, 60_000);
  afterAll(async () => {
    await closeWorkers();
    await target.stop();
  });

  test('are kept once, done again to the digit, compared and deleted', async () => {
    const manager = managerWith(new TimescaleRuns(database.pool));
    const { run, runs } = await manager.backtest('AAA', '1d', {}, options);
    expect(runs[0]?.trades.length).toBeGreaterThan(0);
    expect(run).toEqual({ id: expect.stringMatching(/^\d+$/), note: null });
    expect((await manager.backtest('aaa', '1d', {}, options)).run).toEqual(run);
    const id = run.id ?? '';
    const unchanged = { sameData: true, sameConfiguration: true, identical: true, resultDifferences: [] };
    expect(await manager.rerun(id)).toMatchObject({ ...unchanged, configurationDifferences: [] });

    const searched = await manager.searchParameters('AAA', '1d', {}, { options, search });
    expect(await manager.rerun(searched.run.id ?? '')).toMatchObject(unchanged);

    const dearer = { ...options, settings: { ...options.settings, cash: 5_000 } };
    const other = (await manager.backtest('AAA', '1d', {}, dearer)).run.id ?? '';
    const compared = await manager.compareRuns(id, other);
    expect(compared).toMatchObject({
      before: id,
      now: other,
      sameData: true,
      sameConfiguration: false,
      identical: false,
    });
    expect(compared.configurationDifferences).toEqual([
      { at: 'options.settings.cash', before: 10_000, now: 5_000 },
    ]);

    await storeBars(database, [bar(days.length - 1, 300)]);
    expect(await manager.rerun(id)).toMatchObject({
      sameData: false,
      sameConfiguration: true,
      identical: false,
    });
    expect(await manager.deleteRuns([other])).toBe(1);
    await expect(manager.storedRun(other)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await manager.storedRuns({ limit: 1 })).length).toBe(1);
  });

  test('say that a strategy file has changed', async () => {
    const manager = managerWith(new TimescaleRuns(database.pool));
    const source = (bars: number) => `export const strategy = { prepare: ({ close }, _, { sma }) => {
      const mean = sma(close, ${bars});
      return { indicators: { mean }, next(trader) { if (close[trader.index] > mean[trader.index]) trader.buy(); else trader.close(); } };
    } };`;
    writeFileSync(join(folder, 'own.ts'), source(5));
    const own = { ...options, strategies: [{ name: './own.ts', parameters: {} }] };
    const id = (await manager.backtest('AAA', '1d', {}, own)).run.id ?? '';
    expect(await manager.rerun(id)).toMatchObject({ sameConfiguration: true, identical: true });
    writeFileSync(join(folder, 'own.ts'), source(20));
    expect(await manager.rerun(id)).toMatchObject({
      sameData: true,
      sameConfiguration: false,
      identical: false,
    });
  });

  test('fail no answer where they cannot be kept', async () => {
    expect((await managerWith(null).backtest('AAA', '1d', {}, options)).run.note).toMatch(/not a database/);
    await expect(managerWith(null).storedRuns({})).rejects.toMatchObject({ code: 'USAGE' });
    await database.pool.query('ALTER TABLE backtest_runs RENAME TO gone');
    const { run, runs } = await managerWith(new TimescaleRuns(database.pool)).backtest(
      'AAA',
      '1d',
      {},
      options,
    );
    await database.pool.query('ALTER TABLE gone RENAME TO backtest_runs');
    expect(run.note).toMatch(/the database refused it/);
    expect(runs).toHaveLength(1);
  });
});
