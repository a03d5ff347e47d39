import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EpochMicros, TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import type { RunNote } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { applyPolicies } from '../../../src/storage/timescale/policies.ts';
import { judged, micros, record, records, store } from './pipeline-samples.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

// The embedded engine has one backend: two writers take turns there. On a server they meet.

const found = await findTarget('community');
describe.skipIf(found.missing !== null)(`two writers: ${found.title}`, { timeout: 60_000 }, () => {
  let target: Target;
  let one: Database;
  let other: Database;
  beforeAll(async () => {
    target = await found.start();
    one = await target.upgraded();
    other = await target.openAgain(one);
    await applyPolicies(one.pool, one.edition, {
      chunkIntervalPrices: '1 day',
      compressAfter: '7 days',
      retentionRawBars: null,
    });
  });
  afterAll(() => target.stop());

  async function untilSomebodyWaits(): Promise<void> {
    while ((await rowsOf(one, 'SELECT FROM pg_locks WHERE NOT granted')).length === 0) await delay(20);
  }

  /** Both store; the first commits once the second waits for it. */
  async function meet(
    first: readonly ReturnType<typeof record>[],
    second: readonly ReturnType<typeof record>[],
  ): Promise<[RunNote | undefined, RunNote | undefined]> {
    const isWriting = Promise.withResolvers<void>();
    const mayCommit = Promise.withResolvers<void>();
    const before = store(one, [judged(first)], {
      onStored: async () => {
        isWriting.resolve();
        await mayCommit.promise;
      },
    });
    await Promise.race([isWriting.promise, before]);
    const after = store(other, [judged(second)]);
    // Whatever happens to it is looked at below.
    after.catch(() => undefined);
    await Promise.race([untilSomebodyWaits(), after.catch(() => undefined)]);
    mayCommit.resolve();
    const [[noteOfFirst], [noteOfSecond]] = [await before, await after];
    return [noteOfFirst, noteOfSecond];
  }

  const named = (symbol: string, day: string, count: number) =>
    records(day, count, { symbol: symbol as TickerSymbol });
  const outcome = (note: RunNote | undefined) => {
    const { written, corrected, unchanged, kept } = note?.counts ?? {};
    return { written, corrected, unchanged, kept };
  };
  const none = { written: 0, corrected: 0, unchanged: 0, kept: 0 };

  test.each([
    ['few', 300, '1980-01-01'],
    ['many', 2_500, '1985-01-01'],
  ])('%s bars of different symbols in a period that has no chunks yet', async (_, count, day) => {
    const [first, second] = await meet(named('ONE', day, count), named('TWO', day, count));
    expect([first, second].map(outcome)).toEqual([
      { ...none, written: count },
      { ...none, written: count },
    ]);
    const stored = await rowsOf(
      one,
      `SELECT symbol, count(*)::int AS bars FROM ts_price_history WHERE ts >= $1 AND symbol IN ('ONE', 'TWO')
       GROUP BY symbol ORDER BY symbol`,
      [day],
    );
    expect(stored).toEqual([
      { symbol: 'ONE', bars: count },
      { symbol: 'TWO', bars: count },
    ]);
  });

  test('many of the same bars: those of the first are compared with, not written over', async () => {
    const bars = named('SAME', '1965-01-01', 2_500);
    const [first, second] = await meet(
      bars,
      bars.map((bar) => ({ ...bar, source: 'other', close: 9.5 })),
    );
    expect([first, second].map(outcome)).toEqual([
      { ...none, written: 2_500 },
      { ...none, kept: 2_500 },
    ]);
    expect(await rowsOf(one, `SELECT DISTINCT source FROM ts_price_history WHERE symbol = 'SAME'`)).toEqual([
      { source: 'sample' },
    ]);
  });

  test('the same bars in chunks that are there', async () => {
    const bars = named('TWIN', '1980-02-01', 100);
    const [first, second] = await meet(bars, bars);
    expect([first, second].map(outcome)).toEqual([
      { ...none, written: 100 },
      { ...none, unchanged: 100 },
    ]);
  });

  test('a provisional bar does not replace the final one that another writer stores meanwhile', async () => {
    const bar = record('1980-03-03', { symbol: 'LATE' as TickerSymbol, provisional: true });
    await store(one, [judged([bar])]);
    const at = (hours: number) => (bar.fetchedAt + hours * 3_600_000_000) as EpochMicros;
    const [first, second] = await meet(
      [{ ...bar, close: 10.5, fetchedAt: at(9), provisional: false }],
      [{ ...bar, close: 9.5, fetchedAt: at(1) }],
    );
    expect([first, second].map(outcome)).toEqual([
      { ...none, corrected: 1 },
      { ...none, kept: 1 },
    ]);
    expect(
      await rowsOf(one, `SELECT close, provisional FROM ts_price_history WHERE symbol = 'LATE' AND ts = $1`, [
        new Date(micros('1980-03-03') / 1000),
      ]),
    ).toEqual([{ close: 10.5, provisional: false }]);
  });

  test('the width of chunks is that for live data again', async () => {
    expect(
      await rowsOf(
        one,
        `SELECT time_interval::text AS width FROM timescaledb_information.dimensions WHERE hypertable_name = 'ts_price_history'`,
      ),
    ).toEqual([{ width: '1 day' }]);
  });
});
