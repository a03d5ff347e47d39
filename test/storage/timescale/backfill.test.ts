import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  analyseTables,
  compressOldChunks,
  refreshAggregates,
} from '../../../src/storage/timescale/backfill.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import {
  type StoragePolicies,
  setChunkInterval,
  setChunkIntervals,
} from '../../../src/storage/timescale/policies.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { backfillChunkDays, makeRecentChunks } from '../../../src/storage/timescale/wide-chunks.ts';
import { dailyBar, storeBars, weekdays, widenChunks } from './bars.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

const policies: StoragePolicies = {
  chunkIntervalPrices: '1 day',
  compressAfter: '7 days',
  retentionRawBars: null,
};

describe('width of backfill chunks', () => {
  test.each([
    [31_543, 23 * 365, 3652],
    [1, 1, 3652],
    [0, 0, 7],
    [5_000_000, 730, 91],
    [1_000_000, 365, 365],
    [1_000_001, 365, 91],
    [100_000_000, 365, 7],
  ])('%d bars over %d days: %d days', (bars, days, width) => {
    expect(backfillChunkDays(bars, days)).toBe(width);
  });
});

interface Chunk {
  readonly from: string;
  readonly to: string;
  readonly is_compressed: boolean;
}

function priceChunks(database: Database): Promise<Chunk[]> {
  return rowsOf<Chunk>(
    database,
    `SELECT (range_start AT TIME ZONE 'UTC')::date::text AS from, (range_end AT TIME ZONE 'UTC')::date::text AS to, is_compressed
     FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history' ORDER BY range_start`,
  );
}

/** Buckets in which an aggregate and a direct GROUP BY of the raw bars differ. */
async function differences(database: Database, view: string, width: string): Promise<unknown[]> {
  return rowsOf(
    database,
    `WITH direct AS (
       SELECT symbol, interval, time_bucket(INTERVAL '${width}', ts) AS bucket, first(open, ts) AS open, max(high) AS high,
         min(low) AS low, last(close, ts) AS close, sum(volume) AS volume, count(*) AS bars
       FROM ts_price_history GROUP BY 1, 2, 3),
     stored AS (SELECT symbol, interval, bucket, open, high, low, close, volume, bars FROM ${view})
     (SELECT * FROM direct EXCEPT SELECT * FROM stored) UNION ALL (SELECT * FROM stored EXCEPT SELECT * FROM direct) LIMIT 5`,
  );
}

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`backfill: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    const firstDays = weekdays('1997-12-29', '2021-01-08');
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      await widenChunks(database, '2021-01-08');
      for (const symbol of ['AAA', 'BB'])
        await storeBars(
          database,
          firstDays.map((day) => dailyBar(symbol, day)),
        );
      await inTransaction(database.pool, (client) => setChunkIntervals(client, policies));
    });
    afterAll(() => target.stop());

    test('history lies in few wide chunks that end after its last day', async () => {
      const chunks = await priceChunks(database);
      expect(chunks.length).toBeLessThanOrEqual(5);
      expect(chunks.at(-2)).toMatchObject({ to: '2021-01-09' });
      expect(chunks.at(-1)).toMatchObject({ from: '2021-01-09', to: '2021-01-10' });
    });

    test('a history that reaches to today is cut where bars are old enough to be compressed', async () => {
      const fresh = await target.upgraded();
      const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);
      await inTransaction(fresh.pool, (client) => makeRecentChunks(client, day(0), '7 days'));
      await inTransaction(fresh.pool, (client) => setChunkInterval(client, 'ts_price_history', '3652 days'));
      await storeBars(
        fresh,
        weekdays('2015-01-01', day(0)).map((date) => dailyBar('AAA', date)),
      );
      await compressOldChunks(fresh, '7 days', () => undefined);
      const chunks = await priceChunks(fresh);
      expect(chunks.filter(({ to }) => to <= day(7)).every(({ is_compressed }) => is_compressed)).toBe(true);
      expect(chunks.filter(({ from }) => from >= day(7))).toHaveLength(9);
    });

    test('the boundary leaves no bar behind', async () => {
      expect(
        await rowsOf(database, `SELECT FROM ts_price_history WHERE source = 'boundary' OR symbol = ''`),
      ).toEqual([]);
    });

    test('the planner knows the tables afterwards', async () => {
      await analyseTables(database, ['ts_price_history', 'stocks']);
      const [known] = await rowsOf<{ n: number }>(
        database,
        `SELECT count(*)::int AS n FROM pg_stats WHERE tablename = 'ts_price_history' AND attname = 'symbol'`,
      );
      expect(known).toEqual({ n: 1 });
    });

    const views = [
      ['ts_price_daily', '1 day'],
      ['ts_price_weekly', '1 week'],
      ['ts_price_monthly', '1 month'],
    ] as const;

    test('refreshed year by year or at once, the aggregates equal a direct GROUP BY', {
      timeout: 60_000,
    }, async () => {
      for (const [barsPerStatement, statements] of [
        [800, 3 * 25],
        [undefined, 3],
      ] as const) {
        const steps: number[] = [];
        await refreshAggregates(database, (_, total) => steps.push(total), {
          ...(barsPerStatement && { barsPerStatement }),
        });
        expect(steps).toEqual(Array(statements).fill(statements));
        for (const [view, width] of views) {
          await database.pool.query(
            `ALTER MATERIALIZED VIEW ${view} SET (timescaledb.materialized_only = true)`,
          );
          expect(await differences(database, view, width)).toEqual([]);
          await database.pool.query(
            `ALTER MATERIALIZED VIEW ${view} SET (timescaledb.materialized_only = false)`,
          );
        }
      }
    });

    test('a setting of the refresh does not stay on the connection', async () => {
      expect(await rowsOf(database, 'SHOW timescaledb.enable_chunkwise_aggregation')).toEqual([
        { 'timescaledb.enable_chunkwise_aggregation': 'on' },
      ]);
    });

    test('old chunks are compressed once, and never leaves them', async () => {
      const compressed: number[] = [];
      await compressOldChunks(database, null, (done) => compressed.push(done));
      expect(compressed).toEqual([]);
      await compressOldChunks(database, '7 days', (done) => compressed.push(done));
      expect((await priceChunks(database)).every((chunk) => chunk.is_compressed)).toBe(true);
      expect(compressed.length).toBeGreaterThan(0);
      await compressOldChunks(database, '7 days', () => {
        throw new Error('nothing was left to compress');
      });
      for (const [view, width] of views) expect(await differences(database, view, width)).toEqual([]);
    });

    test('bars that follow get chunks of a day, and a second backfill goes between', {
      timeout: 60_000,
    }, async () => {
      const live = weekdays('2021-01-11', '2021-01-15');
      await storeBars(
        database,
        live.map((day) => dailyBar('AAA', day)),
      );
      const days = (await priceChunks(database)).filter(({ from }) => from > '2021-01-09');
      expect(days.map(({ from }) => from)).toEqual(live.map((day) => day.toISOString().slice(0, 10)));
      await widenChunks(database, '2021-01-15');
      await widenChunks(database, '2023-06-30');
      await storeBars(
        database,
        weekdays('1995-01-02', '2023-06-30').map((day) => dailyBar('CCC', day)),
      );
      await inTransaction(database.pool, (client) => setChunkIntervals(client, policies));
      await refreshAggregates(database, () => undefined);
      const chunks = await priceChunks(database);
      expect(chunks.filter(({ from }) => from < '2023-06-30').every(({ to }) => to <= '2023-07-01')).toBe(
        true,
      );
      expect(chunks.length).toBeLessThan(20);
      for (const [view, width] of views) expect(await differences(database, view, width)).toEqual([]);
    });
  });
}

const apache = await findTarget('apache');
describe.skipIf(apache.missing !== null)(`backfill: ${apache.title}`, () => {
  let target: Target;
  beforeAll(async () => {
    target = await apache.start();
  });
  afterAll(() => target.stop());

  test('widens chunks; there is nothing to materialise or compress', async () => {
    const database = await target.upgraded();
    await widenChunks(database, '2021-01-08');
    await storeBars(
      database,
      weekdays('2015-01-01', '2021-01-08').map((day) => dailyBar('AAA', day)),
    );
    await inTransaction(database.pool, (client) => setChunkIntervals(client, policies));
    await analyseTables(database, ['ts_price_history']);
    await refreshAggregates(database, () => expect.unreachable());
    await compressOldChunks(database, '7 days', () => expect.unreachable());
    expect(await priceChunks(database)).toHaveLength(3);
    for (const [view, width] of [
      ['ts_price_daily', '1 day'],
      ['ts_price_monthly', '1 month'],
    ] as const) {
      expect(await differences(database, view, width)).toEqual([]);
    }
  });
});
