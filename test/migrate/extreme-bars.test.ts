import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compareStores } from '../../src/migrate/compare-stores.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../../src/storage/timescale/timescale-market.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

// Prices that are doubles each, and whose ratios may not be.
let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

interface Prices {
  readonly open: string;
  readonly high: string;
  readonly low: string;
  readonly close: string;
}
const sound: Prices = { open: '10', high: '11', low: '9', close: '10' };

/** A file with sound bars, and one more of 2020-01-04, a day without trade. */
function fileWith(prices: Partial<Prices>): string {
  const { open, high, low, close } = { ...sound, ...prices };
  const path = syntheticFile({ symbols: 1, years: 1, dirt: false });
  change(
    path,
    `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
     VALUES ('SYNA', '2020-01-04', '1d', ${open}, ${high}, ${low}, ${close}, 1, '2020-01-05 00:00:00', '2020-01-05 00:00:00')`,
  );
  return path;
}

describe('a bar with a price that no market has', { timeout: 120_000 }, () => {
  it.each([
    ['high over low', { high: '1e17', low: '5e-324' }],
    ['close over open, too large', { open: '1e-300', low: '1e-300', close: '1e300', high: '1' }],
    ['close over open, too small', { open: '1e300', close: '1e-300' }],
    ['all far too high', { open: '1e308', high: '1e308', low: '1e308', close: '1e308' }],
  ])('is set aside, and both stores answer the same: %s', async (_what, prices) => {
    const path = fileWith(prices);
    const report = await target.run(path);
    expect(report).toMatchObject({ status: 'verified', differences: [] });
    expect(report.quarantine).toEqual([{ table: 'price_history', reason: 'extreme_price', count: 1 }]);
    const [file, database] = [new SqliteMarket(path), new TimescaleMarket(target.database.pool)];
    expect(await compareStores(file, database)).toMatchObject({ differing: 0, differences: [] });
    change(
      path,
      `UPDATE price_history SET open_price = 10, high_price = 11, low_price = 9, close_price = 10 WHERE date = '2020-01-04'`,
    );
    expect(await target.run(path)).toMatchObject({ status: 'verified', quarantine: [] });
  });

  it('is none within the limits, however far its prices are apart', async () => {
    const path = fileWith({ high: '1e50', low: '1e-50', open: '1e-50', close: '1e50' });
    expect(await target.run(path)).toMatchObject({ status: 'verified', quarantine: [] });
    const [bucket] = await target.sql<{ bars: string; parkinson: number }>(
      `SELECT bars, parkinson FROM ts_price_daily WHERE bucket = '2020-01-04Z' AND symbol = 'SYNA'`,
    );
    expect(bucket).toEqual({ bars: '1', parkinson: expect.closeTo(Math.log(1e100) ** 2 / (4 * Math.LN2)) });
  });

  it('is named where it was put into the table by hand and the aggregates are built over it', async () => {
    const path = fileWith({});
    await target.sql(
      `INSERT INTO ts_price_history (ts, symbol, interval, open, high, low, close, basis, source)
       VALUES ('2020-01-05Z', 'BYHAND', '1d', 10, 1e17, 5e-324, 10, 'raw', 'hand')`,
    );
    await expect(target.run(path)).rejects.toMatchObject({
      code: 'SQL_FAILED',
      parts: {
        got: 'BYHAND, 1d, 2020-01-05T00:00:00Z: open 10, high 100000000000000000, low 5e-324, close 10',
        remedy: expect.stringContaining('stockula sql --write'),
      },
    });
  });
});
