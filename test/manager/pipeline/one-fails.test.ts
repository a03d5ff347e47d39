import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fetchBars } from '../../../src/manager/pipeline/fetch-bars.ts';
import { listRuns } from '../../../src/manager/pipeline/runs.ts';
import { YahooStandIn } from '../../support/yahoo-stand-in.ts';
import {
  dailyBars,
  openTestDatabase,
  openTestPipeline,
  type TestDatabase,
  type TestPipeline,
} from './support.ts';

const control = { signal: new AbortController().signal };
const symbols = Array.from({ length: 40 }, (_, index) => `S${10 + index}`);
const refused = 'S20';

describe('a symbol that the database refuses', () => {
  let yahoo: YahooStandIn;
  let target: TestDatabase;
  let pipeline: TestPipeline;

  beforeAll(async () => {
    const now = '2026-03-03T08:00:00Z';
    [yahoo, target] = await Promise.all([YahooStandIn.start({ now }), openTestDatabase()]);
    pipeline = openTestPipeline(target.database, yahoo.address, {
      now,
      sources: { yahoo: { requests: 1000, window_seconds: 1 } },
    });
    await target.database.pool.query(
      `ALTER TABLE stocks ADD CONSTRAINT no_such_instrument CHECK (symbol <> '${refused}')`,
    );
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('is reported with the reason, and all others are stored', async () => {
    const { id, symbols: reports } = await fetchBars(
      pipeline,
      dailyBars(symbols, '2026-02-23', '2026-03-02'),
      control,
    );
    const failed = reports.filter(({ outcome }) => outcome !== 'success');
    expect(failed).toMatchObject([{ symbol: refused, outcome: 'failed', source: 'yahoo' }]);
    expect(failed[0]?.reason).toContain('no_such_instrument');
    const { rows } = await target.database.pool.query(
      'SELECT symbol, count(*)::int AS bars FROM ts_price_history GROUP BY symbol ORDER BY symbol',
    );
    expect(rows).toEqual(
      symbols.filter((symbol) => symbol !== refused).map((symbol) => ({ symbol, bars: 6 })),
    );
    const [run] = await listRuns(target.database.pool, 1);
    expect(run).toMatchObject({ id, status: 'finished', succeeded: 39, failed: 1, written: 39 * 6 });
  });

  test('a lost database ends the run', async () => {
    const lost = Object.assign(new Error('terminating connection'), { code: '57P01' });
    const asked = yahoo.arrivals.count;
    const market = new Proxy(pipeline.market, {
      get: (chain, name) => (name === 'bars' ? () => Promise.reject(lost) : Reflect.get(chain, name)),
    });
    const wish = { ...dailyBars(symbols, '2026-02-23', '2026-03-02'), again: true };
    await expect(fetchBars({ ...pipeline, market }, wish, control)).rejects.toBe(lost);
    expect(yahoo.arrivals.count).toBe(asked);
    const [run] = await listRuns(target.database.pool, 1);
    expect(run).toMatchObject({ status: 'failed', failure: 'terminating connection' });
  });
});

describe('a symbol that never gets an answer', () => {
  const silent = 'S13';
  const attemptMs = 5_000;
  let yahoo: YahooStandIn;
  let target: TestDatabase;

  beforeAll(async () => {
    const now = '2026-03-03T08:00:00Z';
    const plan = { now, symbols: { [silent]: { fault: 'hang' } } } as const;
    [yahoo, target] = await Promise.all([YahooStandIn.start(plan), openTestDatabase()]);
  }, 120_000);
  afterAll(async () => {
    await yahoo.close();
    await target.stop();
  });

  test('delays no other, not even for the time of one attempt', async () => {
    const pipeline = openTestPipeline(target.database, yahoo.address, {
      now: '2026-03-03T08:00:00Z',
      sources: {
        ...{ attempts: 2, attempt_seconds: attemptMs / 1000, question_seconds: 30 },
        yahoo: { requests: 1000, window_seconds: 1 },
      },
    });
    const start = performance.now();
    const done: { readonly symbol: string; readonly afterMs: number }[] = [];
    await fetchBars(pipeline, dailyBars(symbols, '2026-02-23', '2026-03-02'), {
      ...control,
      onSymbol: ({ symbol }) => done.push({ symbol, afterMs: performance.now() - start }),
    });
    const last = done.pop();
    expect(last).toMatchObject({ symbol: silent });
    expect(last?.afterMs).toBeGreaterThan(attemptMs * 2);
    expect(done).toHaveLength(symbols.length - 1);
    // It is the fourth to be asked for: all of them would wait if one had to.
    expect(Math.max(...done.map(({ afterMs }) => afterMs))).toBeLessThan(attemptMs);
  });
});
