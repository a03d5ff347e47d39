import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refreshAggregates } from '../../../src/storage/timescale/backfill.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { dailyBar, daysAgo, storeBars, type TestBar, weekdays } from './bars.ts';
import { type AggregateRow, type BucketWidth, expectedAggregate, keyOf } from './expected-aggregate.ts';
import { findTarget, rowsOf, type Target, targetNames } from './targets.ts';

function bar(
  ts: string,
  interval: string,
  prices: [number, number, number, number],
  volume: number | null,
): TestBar {
  const [open, high, low, close] = prices;
  return { ts, symbol: 'ODD', interval, open, high, low, close, volume };
}

const oddBars = [
  // Two intervals over the same hours, one bar without a volume.
  bar('2024-02-29T14:30:00Z', '30m', [10, 12, 9, 11], 100),
  bar('2024-02-29T14:00:00Z', '30m', [9.5, 10.5, 9, 10], null),
  bar('2024-02-29T14:00:00Z', '1h', [9.5, 12, 9, 11], 150),
  bar('2024-02-29T15:00:00Z', '1h', [11, 11.5, 10, 10.5], 9_007_199_254_740_000),
  bar('2024-02-29T23:59:00Z', '1m', [1, 1, 1, 1], null),
  bar('2024-03-01T00:00:00Z', '1m', [2, 2, 2, 2], null),
  // 90m divides no hour; 5d and longer straddle days.
  bar('2024-02-29T13:30:00Z', '90m', [9, 13, 8, 12], 7),
  bar('2024-02-26T00:00:00Z', '5d', [9, 13, 8, 12], 7),
  bar('2024-02-26T00:00:00Z', '1wk', [9, 13, 8, 12], 7),
  // Oil below zero, a price of nothing, and a bar whose close alone is zero.
  bar('2020-04-20T00:00:00Z', '1d', [17.7, 17.8, -40.3, -37.6], 5),
  bar('2020-04-21T00:00:00Z', '1d', [0, 3, 0, 2], 6),
  bar('2020-04-22T00:00:00Z', '1d', [2, 3, 1, 2.5], 0),
  // Sunday and Monday; the last day of one year and the first of the next, in one week.
  bar('2020-04-26T00:00:00Z', '1d', [2, 3, 1, 2.5], 1),
  bar('2020-04-27T00:00:00Z', '1d', [5, 6, 4, 5.5], 2),
  bar('2020-12-31T00:00:00Z', '1d', [5, 6, 4, 5.5], 3),
  bar('2021-01-01T00:00:00Z', '1d', [6, 7, 5, 6.5], 4),
];
const history = ['AAA', 'BB'].flatMap((symbol) =>
  weekdays('2019-11-20', '2021-02-10').map((day) => dailyBar(symbol, day)),
);
const bars = [...oddBars, ...history];

async function stored(database: Database, width: BucketWidth): Promise<AggregateRow[]> {
  const rows = await rowsOf<Omit<AggregateRow, 'bucket'> & { bucket: Date }>(
    database,
    `SELECT symbol, interval, bucket, open, high, low, close, volume::float8, bars::int, parkinson, garman_klass, realised_variance
     FROM ts_price_${width}`,
  );
  return rows
    .map((row) => ({ ...row, bucket: row.bucket.toISOString() }))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

/** Sums of doubles depend on their order in the last digits; everything else is exact. */
function rounded(rows: readonly AggregateRow[]): unknown[] {
  const digits = (value: number | null): string | null => (value === null ? null : value.toPrecision(11));
  return rows.map((row) => ({
    ...row,
    parkinson: digits(row.parkinson),
    garman_klass: digits(row.garman_klass),
    realised_variance: digits(row.realised_variance),
  }));
}

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`aggregates: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      // Old bars in one-day chunks would be slow to plan.
      await database.pool.query(`SELECT set_chunk_time_interval('ts_price_history', INTERVAL '365 days')`);
      await storeBars(database, bars);
    });
    afterAll(() => target.stop());

    const widths = ['hourly', 'daily', 'weekly', 'monthly'] as const;
    test.each(widths)('%s equals its definition before anything is materialised', async (width) => {
      expect(rounded(await stored(database, width))).toEqual(rounded(expectedAggregate(bars, width)));
    });

    test('weeks begin on a Monday', async () => {
      const rows = await stored(database, 'weekly');
      expect(new Set(rows.map(({ bucket }) => new Date(bucket).getUTCDay()))).toEqual(new Set([1]));
    });

    describe.skipIf(name === 'apache')('once materialised', () => {
      beforeAll(() => refreshAggregates(database, () => undefined));

      test.each(widths)('%s equals its definition', async (width) => {
        expect(rounded(await stored(database, width))).toEqual(rounded(expectedAggregate(bars, width)));
      });

      test('every bucket of the past is materialised', async () => {
        for (const width of widths) {
          const expected = expectedAggregate(bars, width).length;
          await database.pool.query(
            `ALTER MATERIALIZED VIEW ts_price_${width} SET (timescaledb.materialized_only = true)`,
          );
          expect(await stored(database, width)).toHaveLength(expected);
          await database.pool.query(
            `ALTER MATERIALIZED VIEW ts_price_${width} SET (timescaledb.materialized_only = false)`,
          );
        }
      });

      test('bars written afterwards are visible, those of today too', async () => {
        const live = [dailyBar('LIVE', daysAgo(1)), dailyBar('LIVE', daysAgo(0))];
        await storeBars(database, live);
        const seen = (await stored(database, 'daily')).filter(({ symbol }) => symbol === 'LIVE');
        expect(rounded(seen)).toEqual(rounded(expectedAggregate(live, 'daily')));
      });

      test('what is materialised of today does not hide what follows', async () => {
        const early: TestBar = { ...dailyBar('DAY', daysAgo(0)), interval: '1m' };
        await storeBars(database, [early]);
        await refreshAggregates(database, () => undefined);
        const later: TestBar = {
          ...early,
          ts: new Date(Date.parse(early.ts) + 60_000).toISOString(),
          close: 1000,
          high: 1000,
        };
        await storeBars(database, [later]);
        for (const width of ['daily', 'weekly', 'monthly'] as const) {
          const seen = (await stored(database, width)).filter(({ symbol }) => symbol === 'DAY');
          expect(seen).toMatchObject([{ bars: 2, close: 1000 }]);
        }
      });
    });
  });
}
