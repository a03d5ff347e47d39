import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { BarRecord } from '../../../src/domain/bar-record.ts';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import { settleAggregates } from '../../../src/storage/timescale/aggregates-due.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { beginRun } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { storeBars } from '../../../src/storage/timescale/pipeline/store-bars.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

const dayMicros = 86_400_000_000;

function bar(symbol: string, day: number, close: number): BarRecord {
  return {
    symbol: symbol as TickerSymbol,
    interval: '1d',
    ts: (day * dayMicros) as EpochMicros,
    open: close,
    high: close + 1,
    low: close - 1,
    close,
    adjClose: null,
    volume: 100n,
    basis: 'raw',
    source: 'yahoo',
    fetchedAt: (Date.now() * 1000) as EpochMicros,
    provisional: false,
  };
}

for (const name of ['embedded', 'community'] as const) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(
    `aggregates of old bars: ${found.title}`,
    { timeout: 60_000 },
    () => {
      let target: Target;
      let database: Database;
      const today = Math.floor(Date.now() / 86_400_000);
      const store = async (bars: readonly BarRecord[]): Promise<void> => {
        const run = await beginRun(database.pool, { kind: 'fetch', source: 'yahoo', place: 'test' });
        const tallies = [
          {
            symbol: 'AAPL',
            interval: '1d',
            fetched: bars.length,
            merged: 0,
            quarantined: 0,
            flagged: 0,
            mended: 0,
          },
        ];
        await storeBars(database.pool, run, [{ bars, notes: [], quarantined: [], tallies }], {
          replace: false,
          compressAfter: '7 days',
          retentionRawBars: null,
          expectedBars: null,
        });
      };
      const buckets = async (symbol: string): Promise<number> => {
        const [row] = await rowsOf<{ count: number }>(
          database,
          'SELECT count(*)::int AS count FROM ts_price_daily WHERE symbol = $1',
          [symbol],
        );
        return row?.count ?? 0;
      };
      beforeAll(async () => {
        target = await found.start();
        database = await target.upgraded();
      }, 60_000);
      afterAll(() => target.stop());

      test('bars written below what is aggregated already are shown once they are settled', async () => {
        await store(Array.from({ length: 10 }, (_, index) => bar('AAPL', today - 300 + index, 100)));
        await settleAggregates(database, () => undefined);
        expect(await buckets('AAPL')).toBe(10);
        // Before those: without a refresh, an aggregate says nothing of what came below its mark.
        await store(Array.from({ length: 10 }, (_, index) => bar('MSFT', today - 1_000 + index, 50)));
        expect(await buckets('MSFT')).toBe(0);
        expect(await settleAggregates(database, () => undefined)).toBe(true);
        expect(await buckets('MSFT')).toBe(10);
        expect(await settleAggregates(database, () => undefined)).toBe(false);
      });

      test('a correction of an old bar is due, the same bar again and a bar of today are not', async () => {
        await store([bar('AAPL', today - 300, 100), bar('AAPL', today, 100)]);
        await settleAggregates(database, () => undefined);
        await store([bar('AAPL', today - 300, 100)]);
        expect(await settleAggregates(database, () => undefined)).toBe(false);
        await store([bar('AAPL', today, 101)]);
        expect(await settleAggregates(database, () => undefined)).toBe(false);
        await store([bar('AAPL', today - 300, 77)]);
        expect(await settleAggregates(database, () => undefined)).toBe(true);
        const [row] = await rowsOf<{ close: number }>(
          database,
          `SELECT close FROM ts_price_daily WHERE symbol = 'AAPL' ORDER BY bucket LIMIT 1`,
        );
        expect(row?.close).toBe(77);
      });
    },
  );
}
