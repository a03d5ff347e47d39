import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { judged, record, store } from './pipeline-samples.ts';
import { findTarget, type Target } from './targets.ts';

const found = await findTarget('embedded');
describe('a file of very many series', { timeout: 120_000 }, () => {
  let target: Target;
  let database: Database;
  beforeAll(async () => {
    target = await found.start();
    database = await target.upgraded();
  });
  afterAll(() => target.stop());

  test('is stored', async () => {
    const bars = Array.from({ length: 130_000 }, (_, index) =>
      record('2001-02-01', { symbol: `Q${index.toString(36).toUpperCase()}` as TickerSymbol }),
    );
    const { tallies: _, ...batch } = judged([]);
    await store(database, [{ ...batch, bars, tallies: [] }]);
    const { rows } = await database.pool.query('SELECT count(*)::int AS bars FROM ts_price_history');
    expect(rows).toEqual([{ bars: 130_000 }]);
  });
});
