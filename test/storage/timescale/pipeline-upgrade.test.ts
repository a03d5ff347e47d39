import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listUpgrades, upgradeSchema } from '../../../src/storage/timescale/schema-upgrades.ts';
import { dailyBar, storeBars, weekdays } from './bars.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(
    `the pipeline's schema on a database in use: ${found.title}`,
    () => {
      let target: Target;
      beforeAll(async () => {
        target = await found.start();
      });
      afterAll(() => target.stop());

      test('bars in compressed chunks are final ones afterwards, and stay what they are', async () => {
        const database = await target.empty();
        const before = listUpgrades('community').filter(({ number }) => number < 9);
        await upgradeSchema(database.pool, 'community', before);
        const bars = weekdays('2020-01-06', '2020-01-10').map((day) => dailyBar('AAA', day));
        await storeBars(database, bars);
        await rowsOf(database, `SELECT compress_chunk(chunk) FROM show_chunks('ts_price_history') AS chunk`);
        await rowsOf(
          database,
          `INSERT INTO ts_dividends (ts, amount, symbol, source) VALUES ('2020-01-06Z', 1, 'AAA', 'legacy')`,
        );
        await upgradeSchema(database.pool, 'community');
        const stored = await rowsOf(database, 'SELECT close, provisional FROM ts_price_history ORDER BY ts');
        expect(stored).toEqual(bars.map(({ close }) => ({ close, provisional: false })));
        expect(await rowsOf(database, 'SELECT basis FROM ts_dividends')).toEqual([{ basis: 'split' }]);
      });

      test('symbols without bars of the older application are afterwards those of who brought them', async () => {
        const database = await target.empty();
        const before = listUpgrades('community').filter(({ number }) => number < 13);
        await upgradeSchema(database.pool, 'community', before);
        await rowsOf(database, `INSERT INTO stocks (symbol) VALUES ('AAA'), ('BOTH'), ('KO'), ('NONE')`);
        await rowsOf(database, `INSERT INTO stock_info (symbol, info) VALUES ('AAA', '{}'), ('KO', '{}')`);
        await rowsOf(
          database,
          `INSERT INTO ts_price_history (symbol, interval, ts, open, high, low, close, basis, source)
           SELECT symbol, '1d', ts, 1, 1, 1, 1, basis, source FROM (VALUES ('AAA', '2020-01-06Z'::timestamptz, 'total', 'legacy'),
             ('BOTH', '2020-01-06Z', 'total', 'legacy'), ('BOTH', '2020-01-07Z', 'raw', 'yahoo'),
             ('KO', '2020-01-06Z', 'raw', 'yahoo')) AS bar (symbol, ts, basis, source)`,
        );
        await upgradeSchema(database.pool, 'community');
        const sources = (table: string) =>
          rowsOf(database, `SELECT symbol, source FROM ${table} ORDER BY symbol`);
        expect(await sources('stocks')).toEqual([
          { symbol: 'AAA', source: 'legacy' },
          { symbol: 'BOTH', source: 'legacy' },
          { symbol: 'KO', source: 'yahoo' },
          { symbol: 'NONE', source: 'legacy' },
        ]);
        expect(await sources('stock_info')).toEqual([
          { symbol: 'AAA', source: 'legacy' },
          { symbol: 'KO', source: 'yahoo' },
        ]);
      });
    },
  );
}
