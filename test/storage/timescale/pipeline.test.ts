import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { JudgedBars } from '../../../src/domain/judged-bars.ts';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Origin } from '../../../src/domain/raw-bar.ts';
import { compressOldChunks } from '../../../src/storage/timescale/backfill.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { died } from '../../../src/storage/timescale/pipeline/etl-run.ts';
import { applyPolicies } from '../../../src/storage/timescale/policies.ts';
import { daysAgo } from './bars.ts';
import { hourMicros, judged, micros, record, records, store } from './pipeline-samples.ts';
import { findTarget, rowsOf, type Target, targetNames } from './targets.ts';

const origin: Origin = {
  ...{ source: 'sample', place: 'sample.csv', basis: 'split', currency: 'GBp', exchange: null },
  ...{ timeZone: null, decimals: null, fetchedAt: micros('2026-01-01') },
};

/** Enough bars to be copied without being compared. */
const many = 2_500;

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`storing bars: ${found.title}`, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
      await applyPolicies(database.pool, database.edition, {
        ...{ chunkIntervalPrices: '1 day', compressAfter: '7 days', retentionRawBars: '5 years' },
      });
    });
    afterAll(() => target.stop());
    beforeEach(async () => {
      await rowsOf(
        database,
        `SELECT drop_chunks('ts_price_history', older_than => '2100-01-01'::timestamptz)`,
      );
      await rowsOf(
        database,
        'TRUNCATE etl_runs, etl_run_symbols, bar_flags, quarantine, migration_runs, merged_rows, repaired_rows, migration_batches',
      );
    });

    const counts = async (batches: Iterable<JudgedBars> | AsyncIterable<JudgedBars>, more = {}) =>
      (await store(database, batches, more)).map(
        ({ symbol, counts: { written, corrected, unchanged, kept } }) => [
          ...[symbol, written, corrected, unchanged, kept],
        ],
      );
    const closes = async () =>
      (
        await rowsOf<{ close: number }>(
          database,
          'SELECT close FROM ts_price_history ORDER BY symbol, interval, ts',
        )
      ).map(({ close }) => close);
    const chunksWithoutKey = () =>
      rowsOf(
        database,
        `SELECT chunk_name FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history' AND NOT is_compressed
           AND NOT EXISTS (SELECT FROM pg_index WHERE indisunique AND indrelid = format('%I.%I', chunk_schema, chunk_name)::regclass)`,
      );

    test.each([10, many])('%d bars are stored once, however often they come', async (count) => {
      const bars = records('2001-01-01', count);
      expect(await counts([judged(bars)])).toEqual([['AAA', count, 0, 0, 0]]);
      expect(
        await counts([judged(bars.map((bar) => ({ ...bar, adjClose: 5, fetchedAt: micros('2026-02-02') })))]),
      ).toEqual([['AAA', 0, 0, count, 0]]);
      expect(await closes()).toEqual(bars.map(({ close }) => close));
      expect(await chunksWithoutKey()).toEqual([]);
    });

    test('of one source other values correct, of another one nothing is replaced unless asked for', async () => {
      await store(database, [judged(records('2001-01-01', 5))]);
      const other = records('2001-01-01', 6, { close: 11.5 });
      const foreign = other.map((bar) => ({ ...bar, source: 'other' }));
      expect(await counts([judged(foreign)])).toEqual([['AAA', 1, 0, 0, 5]]);
      const [{ keptFor } = {}] = await store(database, [judged(foreign)]);
      expect(keptFor).toEqual({ sample: 5 });
      expect(await counts([judged(other)])).toEqual([['AAA', 0, 5, 1, 0]]);
      expect(
        await counts([judged(records('2001-01-01', 6, { source: 'third' }))], { replace: true }),
      ).toEqual([['AAA', 0, 6, 0, 0]]);
      expect(await rowsOf(database, 'SELECT DISTINCT source FROM ts_price_history')).toEqual([
        { source: 'third' },
      ]);
    });

    test('what a source said earlier is kept for no other source', async () => {
      await store(database, [judged(records('2001-01-01', 3))]);
      const backup = records('2001-01-01', 3, { close: 11.5, fetchedAt: micros('2025-01-01') });
      const [note] = await store(database, [judged(backup)]);
      expect(note?.counts).toMatchObject({ kept: 3, corrected: 0 });
      expect(note?.keptFor).toBeUndefined();
    });

    test('a provisional bar gives way to anything newer, a final one not to a provisional one', async () => {
      const at = (fetched: string, more = {}) =>
        judged([record('2001-01-01', { fetchedAt: micros(fetched), ...more })]);
      await store(database, [at('2001-01-01T15:00Z', { provisional: true, close: 10 })]);
      expect(await counts([at('2001-01-01T14:00Z', { provisional: true, close: 9.5 })])).toEqual([
        ['AAA', 0, 0, 0, 1],
      ]);
      expect(
        await counts([at('2001-01-01T16:00Z', { provisional: true, close: 11, source: 'other' })]),
      ).toEqual([['AAA', 0, 1, 0, 0]]);
      expect(await counts([at('2001-01-01T22:00Z', { close: 11, source: 'other' })])).toEqual([
        ['AAA', 0, 0, 1, 0],
      ]);
      expect(await rowsOf(database, 'SELECT provisional, close FROM ts_price_history')).toEqual([
        { provisional: false, close: 11 },
      ]);
      expect(
        await counts([at('2001-01-02T15:00Z', { provisional: true, close: 9.5, source: 'other' })]),
      ).toEqual([['AAA', 0, 0, 0, 1]]);
    });

    test.each([false, true])(
      'what a clock that was ahead fetched gives way (provisional: %s)',
      async (provisional) => {
        const ahead = record('2001-01-01', { fetchedAt: micros('2199-01-01'), provisional, close: 9.5 });
        await store(database, [judged([ahead])]);
        const again = record('2001-01-01', { close: 10.5 });
        expect(await counts([judged([again])])).toEqual([['AAA', 0, 1, 0, 0]]);
        // What was said before that is an earlier saying as ever.
        const old = { ...again, fetchedAt: micros('2025-01-01'), close: 9 };
        expect(await counts([judged([old])])).toEqual([['AAA', 0, 0, 0, 1]]);
        expect(await closes()).toEqual([10.5]);
      },
    );

    test('of bars with one key in different batches the later one stays', async () => {
      const bars = records('2001-01-01', many);
      const later = judged([record('2001-01-02', { close: 11.75 })]);
      const tallies = judged([...bars, ...later.bars]).tallies;
      // More than are gathered into one statement, so that both are copied.
      const filler = judged(
        records('2001-01-01', 21_000, { symbol: 'BBB' as TickerSymbol, interval: '1h' }, hourMicros),
      );
      const more = judged(records('2002-01-01', many, { symbol: 'CCC' as TickerSymbol }));
      await store(database, [
        judged(bars),
        filler,
        { ...more, bars: [...later.bars, ...more.bars], tallies },
      ]);
      const [{ close, n } = { close: 0, n: '' }] = await rowsOf<{ close: number; n: string }>(
        database,
        `SELECT max(close) FILTER (WHERE ts = '2001-01-02Z') AS close, count(*) AS n FROM ts_price_history WHERE symbol = 'AAA'`,
      );
      expect([close, Number(n)]).toEqual([11.75, many]);
      expect(await chunksWithoutKey()).toEqual([]);
    });

    test('bars are copied beside others of their chunks, and meet none that is stored', async () => {
      const tallies = [
        { symbol: 'AAA', interval: '1h', fetched: 0, merged: 0, quarantined: 0, flagged: 0, mended: 0 },
      ];
      const at = (from: string, count: number, more = {}) =>
        judged(records(from, count, { interval: '1h', ...more }, hourMicros), { tallies });
      // A chunk with its index, and in the way of what comes a bar of another source.
      await store(database, [
        at('2001-01-01', many, { symbol: 'BBB' }),
        at('2001-10-01', 1, { source: 'other', close: 9.5 }),
      ]);
      const batches = ['2001-01-01', '2001-04-16', '2001-07-30', '2001-11-12'].map((day) => at(day, many));
      // Twenty of them lie between the first batch and the second.
      const again = at('2001-01-02', many, { close: 11.75 });
      expect(await counts([...batches, again])).toEqual([['AAA', 4 * many + 19, many - 20, 0, 1]]);
      expect(
        await rowsOf(
          database,
          `SELECT count(*)::int AS bars, count(DISTINCT ts)::int AS times, count(*) FILTER (WHERE close = 11.75)::int AS later,
             count(*) FILTER (WHERE source = 'other')::int AS other FROM ts_price_history WHERE symbol = 'AAA'`,
        ),
      ).toEqual([{ bars: 4 * many + 20, times: 4 * many + 20, later: many, other: 1 }]);
    });

    test.skipIf(name === 'embedded')(
      'a chunk that somebody else makes meanwhile keeps its index',
      async () => {
        const keyOf = () =>
          rowsOf(
            database,
            `SELECT indexrelid FROM pg_index JOIN pg_inherits ON inhrelid = indrelid
           WHERE inhparent = 'ts_price_history'::regclass AND indisunique`,
          );
        let theirs: unknown;
        const parts = async function* () {
          // By now it is known which chunks there are.
          await sleep(500);
          await rowsOf(
            database,
            `INSERT INTO ts_price_history (ts, symbol, interval, open, high, low, close, basis, source)
           VALUES ('2001-01-02T00:00Z', 'AAA', '1d', 1, 1, 1, 1, 'raw', 'other')`,
          );
          theirs = await keyOf();
          yield judged(records('2001-01-01', many));
        };
        expect(await counts(parts())).toEqual([['AAA', many - 1, 0, 0, 1]]);
        expect(await keyOf()).toEqual(expect.arrayContaining(theirs as unknown[]));
        expect(await chunksWithoutKey()).toEqual([]);
      },
    );

    test('old bars share wide chunks, recent ones have chunks of a day', async () => {
      const today = daysAgo(0).toISOString();
      await store(database, [judged([...records('2001-01-01', many), record(today)])]);
      const widths = await rowsOf<{ days: number; n: string }>(
        database,
        `SELECT extract(epoch FROM range_end - range_start)::int / 86400 AS days, count(*) AS n FROM timescaledb_information.chunks
         WHERE hypertable_name = 'ts_price_history' AND EXISTS (SELECT FROM ts_price_history WHERE ts >= range_start AND ts < range_end) GROUP BY 1 ORDER BY 1`,
      );
      expect(widths).toEqual([
        { days: 1, n: '1' },
        { days: 3652, n: '1' },
      ]);
      expect(
        await rowsOf(
          database,
          `SELECT time_interval::text AS width FROM timescaledb_information.dimensions WHERE hypertable_name = 'ts_price_history'`,
        ),
      ).toEqual([{ width: '1 day' }]);
    });

    test('what fails half-way leaves nothing: no bar, no chunk, no note', async () => {
      const parts = function* () {
        yield judged(records('2001-01-01', 25_000, {}, hourMicros), {
          notes: [{ ...record('2001-01-01'), rule: 'spike' }],
        });
        throw new Error('the file ends too early');
      };
      await expect(store(database, parts())).rejects.toThrow('too early');
      const fails = { onStored: () => Promise.reject(new Error('no ledger')) };
      await expect(store(database, [judged(records('2001-01-01', many))], fails)).rejects.toThrow(
        'no ledger',
      );
      expect(await closes()).toEqual([]);
      expect(
        await rowsOf(
          database,
          `SELECT chunk_name FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history'`,
        ),
      ).toEqual([]);
      expect(await rowsOf(database, 'SELECT rule FROM bar_flags')).toEqual([]);
      // Nobody has noted their ends; of the first one it is known once the same file is begun again.
      expect(await rowsOf(database, 'SELECT status, failure FROM etl_runs ORDER BY id')).toEqual([
        { status: 'failed', failure: died },
        { status: 'running', failure: null },
      ]);
      expect(await rowsOf(database, 'SELECT symbol FROM etl_run_symbols')).toEqual([]);
    });

    test('bars, notes, what is set aside, the lines of the run and the work of the caller come together', async () => {
      const raw = {
        position: 7,
        symbol: 'AAA',
        interval: '1d',
        ts: 'tomorrow',
        open: Number.NaN,
        high: 5n,
        low: 1,
        close: 1,
        adjClose: null,
        volume: null,
      } as const;
      const batch = judged(records('2001-01-01', 3), {
        notes: [{ ...record('2001-01-02'), rule: 'spike' }],
        quarantined: [{ raw, rule: 'unreadable_time', origin, action: null }],
        tallies: [
          { symbol: 'AAA', interval: '1d', fetched: 4, merged: 0, quarantined: 1, flagged: 1, mended: 0 },
        ],
      });
      const spans: unknown[] = [];
      const onStored = async (_: unknown, stored: readonly unknown[]) => void spans.push(...stored);
      for (let time = 0; time < 2; time += 1) await store(database, [batch], { onStored });
      expect(spans[0]).toEqual({
        symbol: 'AAA',
        interval: '1d',
        first: micros('2001-01-01'),
        last: micros('2001-01-03'),
      });
      expect(await rowsOf(database, `SELECT symbol, interval, ts, rule FROM bar_flags`)).toEqual([
        { symbol: 'AAA', interval: '1d', ts: new Date('2001-01-02'), rule: 'spike' },
      ]);
      expect(
        await rowsOf(
          database,
          'SELECT source, source_table, place, reason, symbol, original FROM quarantine',
        ),
      ).toEqual([
        {
          source: 'etl:sample',
          source_table: 'bars',
          place: 'AAA 1d sample.csv:7',
          reason: 'unreadable_time',
          symbol: 'AAA',
          original: {
            ...raw,
            open: { $real: 'NaN' },
            high: { $integer: '5' },
            origin: { basis: 'split', currency: 'GBp', fetchedAt: micros('2026-01-01') },
          },
        },
      ]);
      expect(
        await rowsOf(
          database,
          'SELECT outcome, fetched::int, written::int, unchanged::int, quarantined::int, flagged::int FROM etl_run_symbols ORDER BY run_id',
        ),
      ).toEqual([
        { outcome: 'success', fetched: 4, written: 3, unchanged: 0, quarantined: 1, flagged: 1 },
        { outcome: 'success', fetched: 4, written: 0, unchanged: 3, quarantined: 1, flagged: 1 },
      ]);
      await store(database, [judged(records('2001-01-01', 3))]);
      expect(await rowsOf(database, 'SELECT rule FROM bar_flags')).toEqual([]);
    });

    test('a sound bar settles what the pipeline has set aside of its key, and nothing of a migration', async () => {
      const [run = { id: '' }] = await rowsOf<{ id: string }>(
        database,
        `WITH run AS (INSERT INTO migration_runs (source_path, source_generation, source_fingerprint, mode, owner_host,
           owner_pid, status, kind) VALUES ('f', 2, 'f', 'copy', 'h', 1, 'verified', 'copy') RETURNING id)
         INSERT INTO quarantine (source, source_table, place, symbol, reason, original, run_id)
         SELECT 'f', 'price_history', 'AAA 1d', 'AAA', 'r', $1, id FROM run RETURNING run_id AS id`,
        [JSON.stringify({ symbol: 'AAA', interval: '1d', ts: micros('2001-01-02') })],
      );
      expect(run.id).not.toBe('');
      const ts = micros('2001-01-02');
      const raw = { ...record('2001-01-02'), position: 3, symbol: 'aaa', interval: '1d', ts };
      const bad = { raw, rule: 'price_zero', origin, action: null } as const;
      const places = async () =>
        (await rowsOf<{ place: string }>(database, 'SELECT place FROM quarantine ORDER BY 1')).map(
          ({ place }) => place,
        );
      const twin = { ...bad, rule: 'twin_differs' } as const;
      await store(database, [judged([record('2001-01-01')], { quarantined: [bad, twin] })]);
      const placeOfTwin = 'aaa 1d 2001-01-02T00:00:00.000Z :3';
      const setAside = ['AAA 1d', 'aaa 1d 2001-01-02T00:00:00.000Z', placeOfTwin];
      expect(await places()).toEqual(setAside);
      await store(database, [judged(records('2001-01-03', 3))]);
      expect(await places()).toEqual(setAside);
      // What the same run sets aside stays, although a sound bar of its key comes with it.
      await store(database, [judged(records('2001-01-01', 3), { quarantined: [twin] })]);
      expect(await places()).toEqual(['AAA 1d', placeOfTwin]);
      await store(database, [judged(records('2001-01-01', 3))]);
      expect(await places()).toEqual(['AAA 1d']);
    });

    test('a row set aside belongs to exactly one run', async () => {
      const insert = (run: string) =>
        rowsOf(
          database,
          `INSERT INTO quarantine (source, source_table, place, reason, original, run_id, etl_run_id) VALUES ('s', 't', 'p', 'r', '{}', ${run})`,
        );
      await expect(insert('NULL, NULL')).rejects.toThrow('quarantine_one_run');
    });

    test.skipIf(name === 'apache')('bars in compressed chunks are corrected', async () => {
      await store(database, [judged(records('2001-01-01', many))]);
      await compressOldChunks(database, '7 days', () => undefined);
      expect(await counts([judged([record('2001-01-01', { close: 11.75 }), record('2000-12-31')])])).toEqual([
        ['AAA', 1, 1, 0, 0],
      ]);
      expect((await closes()).slice(0, 3)).toEqual([11, 11.75, 10.5]);
    });

    test.skipIf(name === 'apache')('aggregates learn of bars that were copied without an index', async () => {
      await rowsOf(database, `CALL refresh_continuous_aggregate('ts_price_daily', NULL, NULL)`);
      await store(database, [judged(records('2001-01-01', many))]);
      await rowsOf(database, `CALL refresh_continuous_aggregate('ts_price_daily', NULL, NULL)`);
      expect(await rowsOf(database, 'SELECT count(*)::int AS n FROM ts_price_daily')).toEqual([{ n: many }]);
    });

    test.skipIf(name === 'apache')('retention is paused before bars come that it would drop', async () => {
      await store(database, [judged(records('2001-01-01', 3))], { retentionRawBars: '5 years' });
      expect(
        await rowsOf(
          database,
          `SELECT scheduled FROM timescaledb_information.jobs WHERE proc_name = 'policy_retention' AND hypertable_name = 'ts_price_history'`,
        ),
      ).toEqual([{ scheduled: false }]);
    });
  });
}
