import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarFor } from '../../../src/domain/calendar/calendars.ts';
import type { Coverage, CoverageChange } from '../../../src/domain/coverage.ts';
import type { Interval } from '../../../src/domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../../src/domain/nominal.ts';
import { readCoverage } from '../../../src/etl/coverage/read-coverage.ts';
import { coverageLedger } from '../../../src/storage/timescale/coverage.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { ranges, text } from '../../etl/coverage/ranges.ts';
import { findTarget, type Target, targetNames } from './targets.ts';

const symbol = (name: string): TickerSymbol => name as TickerSymbol;

function change(
  name: string,
  days: Partial<Record<'held' | 'provisional' | 'absent', string>>,
  at = 0,
): CoverageChange {
  return {
    symbol: symbol(name),
    interval: '1d',
    held: ranges(days.held ?? ''),
    provisional: ranges(days.provisional ?? ''),
    absent: ranges(days.absent ?? ''),
    at: at as EpochMs,
    refreshed: false,
  };
}

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`coverage: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
    });
    afterAll(() => target.stop());

    const record = (...changes: CoverageChange[]): Promise<void> =>
      inTransaction(database.pool, (client) => coverageLedger(client).record(changes));
    const readAll = (
      names: readonly string[],
      interval: Interval = '1d',
    ): Promise<ReadonlyMap<TickerSymbol, Coverage>> =>
      inTransaction(database.pool, (client) =>
        readCoverage(
          coverageLedger(client),
          names.map((each) => ({ symbol: symbol(each), calendar: calendarFor(each) })),
          interval,
        ),
      );
    const read = async (each: string, interval: Interval = '1d'): Promise<Coverage> => {
      const coverage = (await readAll([each], interval)).get(symbol(each));
      if (coverage === undefined) throw new Error(`nothing of ${each}`);
      return coverage;
    };
    const insertBars = (
      each: string,
      interval: Interval,
      rows: readonly [ts: string, fetchedAt: string | null][],
    ): Promise<pg.QueryResult> =>
      database.pool.query(
        `INSERT INTO ts_price_history (ts, open, high, low, close, symbol, interval, basis, source, fetched_at)
         SELECT bar.ts, 1, 1, 1, 1, $1, $2, 'raw', 'test', bar.fetched_at
         FROM unnest($3::timestamptz[], $4::timestamptz[]) AS bar (ts, fetched_at)`,
        [each, interval, rows.map(([ts]) => ts), rows.map(([, fetchedAt]) => fetchedAt)],
      );

    test('what is recorded is read back, merged with what was known', async () => {
      const day = 86_400_000;
      await record(
        change(
          'AAPL',
          { held: '2024-01-02..2024-02-01', absent: '2024-02-01..2024-02-02 2024-02-05..2024-02-06' },
          day,
        ),
        change('MSFT', { provisional: '2024-01-02..2024-01-03' }, day),
      );
      await record(
        {
          ...change('AAPL', { held: '2024-02-05..2024-02-06', absent: '2024-02-01..2024-02-02' }, 2 * day),
          refreshed: true,
        },
        change('AAPL', { absent: '2024-02-06..2024-02-07' }, 3 * day),
      );
      const apple = await read('AAPL');
      expect(text(apple.held)).toBe('2024-01-02..2024-02-01 2024-02-05..2024-02-06');
      expect(apple.absences.map(({ days, asks, askedAt }) => [text(days), asks, askedAt])).toEqual([
        ['2024-02-01..2024-02-02', 2, 2 * day],
        ['2024-02-06..2024-02-07', 1, 3 * day],
      ]);
      expect(apple.refreshedAt).toBe(2 * day);
      expect(text((await read('MSFT')).provisional)).toBe('2024-01-02..2024-01-03');
    });

    test("of two writers at the same time neither loses the other one's days", async () => {
      const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, '0'));
      await Promise.all(
        months.map((month) =>
          // Some name the two symbols in the other order, which must not lock them up.
          record(
            ...['BAC', 'IBM']
              .toSorted(() => (Number(month) % 2 === 0 ? 1 : -1))
              .map((each) => change(each, { held: `2023-${month}-05..2023-${month}-20` })),
          ),
        ),
      );
      const both = await readAll(['BAC', 'IBM']);
      const expected = months.map((month) => `2023-${month}-05..2023-${month}-20`).join(' ');
      expect([...both.values()].map(({ held }) => text(held))).toEqual([expected, expected]);
    });

    test('a change that is rolled back leaves nothing', async () => {
      const failing = inTransaction(database.pool, async (client) => {
        await coverageLedger(client).record([change('GOOG', { held: '2024-01-02..2024-01-03' })]);
        throw new Error('stop');
      });
      await expect(failing).rejects.toThrow('stop');
      expect((await read('GOOG')).held).toEqual([]);
    });

    test('bars stored before the ledger are counted, with the holes between them', async () => {
      const late = '2024-06-01T00:00Z';
      await insertBars('VOD.L', '1d', [
        ['2024-01-02', late],
        ['2024-01-03', null],
        ['2024-01-05', late],
        ['2024-01-08', late],
        ['2024-01-07', late], // a Sunday
        ['2024-01-09', '2024-01-09T17:29Z'], // an hour after the close at 16:30 is final
        ['2024-01-10', '2024-01-10T17:30Z'],
      ]);
      // Recorded before anybody read: that must not keep the bars from being counted.
      await record(change('VOD.L', { held: '2024-01-11..2024-01-12' }));
      const { held, provisional } = await read('VOD.L');
      expect(text(held)).toBe('2024-01-02..2024-01-04 2024-01-05..2024-01-09 2024-01-10..2024-01-12');
      expect(text(provisional)).toBe('2024-01-09..2024-01-10');
    });

    test('they are counted once, and anew after they were forgotten', async () => {
      expect((await read('NONE')).held).toEqual([]);
      await insertBars('NONE', '1d', [['2024-01-02', null]]);
      expect((await read('NONE')).held).toEqual([]);
      await inTransaction(database.pool, (client) => coverageLedger(client).forget([symbol('NONE')]));
      expect(text((await read('NONE')).held)).toBe('2024-01-02..2024-01-03');
    });

    test('intraday bars are counted by sessions at the exchange, weekly and monthly ones by periods', async () => {
      await insertBars('BHP.AX', '1h', [
        ['2024-01-08T23:00Z', null],
        ['2024-01-09T00:00Z', null],
        ['2024-01-10T02:00Z', null],
      ]);
      await insertBars('BHP.AX', '1wk', [['2024-01-08', null]]);
      await insertBars('BHP.AX', '1mo', [['2024-01-01', '2024-01-20T00:00Z']]);
      expect(text((await read('BHP.AX', '1h')).held)).toBe('2024-01-09..2024-01-11');
      expect(text((await read('BHP.AX', '1wk')).held)).toBe('2024-01-08..2024-01-15');
      expect(text((await read('BHP.AX', '1mo')).provisional)).toBe('2024-01-01..2024-02-01');
    });

    test('a thousand symbols are read with one query', async () => {
      const names = Array.from({ length: 1000 }, (_, at) => `S${at}`);
      await record(...names.map((each) => change(each, { held: '2004-01-02..2024-01-02' })));
      await readAll(names);
      const queries: string[] = [];
      const known = await inTransaction(database.pool, (client) => {
        const counting = {
          query: (sql: string, values: unknown[]) => {
            queries.push(sql);
            return client.query(sql, values);
          },
        } as unknown as pg.PoolClient;
        return readCoverage(
          coverageLedger(counting),
          names.map((each) => ({ symbol: symbol(each), calendar: calendarFor(each) })),
          '1d',
        );
      });
      expect([known.size, queries.length]).toEqual([1000, 1]);
    });
  });
}
