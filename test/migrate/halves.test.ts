import { afterAll, beforeAll, expect, it } from 'vitest';
import { change, syntheticFile } from '../support/sources.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

// The halves that are compared side by side meet at a new year, on which exchanges are closed.
it('compares bars of the first moment of a year, too', { timeout: 60_000 }, async () => {
  const path = syntheticFile({ symbols: 1, years: 4 });
  change(
    path,
    `INSERT OR IGNORE INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume)
     SELECT symbol, strftime('%Y', date) || '-01-01', '1d', 1, 2, 0.5, 1, 1 FROM price_history GROUP BY symbol, strftime('%Y', date)`,
  );
  expect(await target.run(path)).toMatchObject({ status: 'verified', differences: [] });
  const newYears = await target.sql(
    `SELECT count(*)::int AS n FROM ts_price_history WHERE extract(doy FROM ts AT TIME ZONE 'UTC') = 1`,
  );
  expect(newYears[0]?.['n']).toBeGreaterThan(3);
});
