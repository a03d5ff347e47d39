import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

describe('a bar whose prices no ratio can be told of', { timeout: 120_000 }, () => {
  it.each([
    ['high over low', { high: '1e17', low: '5e-324' }],
    ['close over open, too large', { open: '1e-300', low: '1e-300', close: '1e300', high: '1' }],
    ['close over open, too small', { open: '1e300', close: '1e-300' }],
  ])('is named where the aggregates are built, and taken once it is corrected: %s', async (_what, prices) => {
    const path = fileWith(prices);
    await expect(target.run(path)).rejects.toMatchObject({
      code: 'SQL_FAILED',
      parts: {
        got: expect.stringMatching(/^SYNA, 1d, 2020-01-04T00:00:00Z: open .*, high .*, low .*, close /),
        remedy: expect.stringMatching(/^Correct that bar/),
      },
    });
    change(
      path,
      `UPDATE price_history SET open_price = 10, high_price = 11, low_price = 9, close_price = 10 WHERE date = '2020-01-04'`,
    );
    expect(await target.run(path)).toMatchObject({ status: 'verified' });
  });

  it('is none that a double can just tell of', async () => {
    expect(await target.run(fileWith({ high: '1e308', low: '1', open: '1', close: '1e308' }))).toMatchObject({
      status: 'verified',
    });
    expect(
      await target.sql(`SELECT bars FROM ts_price_daily WHERE bucket = '2020-01-04Z' AND symbol = 'SYNA'`),
    ).toEqual([{ bars: '1' }]);
  });
});
