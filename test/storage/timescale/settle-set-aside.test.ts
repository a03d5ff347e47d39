import pg from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { QuarantinedRow } from '../../../src/domain/judged-bars.ts';
import type { TickerSymbol } from '../../../src/domain/nominal.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { hourMicros, judged, records, store } from './pipeline-samples.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

let target: Target;
let database: Database;
beforeAll(async () => {
  target = await (await findTarget('embedded')).start();
  database = await target.upgraded();
}, 120_000);
afterAll(() => target.stop());

/** Questions about what is set aside, and how many rows each was answered with. */
async function questionsOf(work: () => Promise<unknown>): Promise<[whole: boolean, rows: number][]> {
  const asked = vi.spyOn(pg.Client.prototype, 'query');
  await work();
  const answers = await Promise.all(asked.mock.results.map(({ value }): Promise<unknown> => value));
  const calls = [...asked.mock.calls];
  asked.mockRestore();
  return calls.flatMap(([text], index): [boolean, number][] => {
    const isQuestion = typeof text === 'string' && /SELECT[^;]*FROM quarantine/.test(text);
    return isQuestion ? [[/\boriginal\b/.test(text), (answers[index] as pg.QueryResult).rows.length]] : [];
  });
}

const hourly = (symbol: string, from: string, count: number) =>
  judged(records(from, count, { symbol: symbol as TickerSymbol, interval: '1h' }, hourMicros));

function setAside(symbol: string, from: string, count: number): QuarantinedRow[] {
  return hourly(symbol, from, count).bars.map(({ ts }, position) => ({
    raw: {
      ...{ position, symbol, interval: '1h', ts, open: null, high: null, low: null, close: null },
      ...{ adjClose: null, volume: null },
    },
    rule: 'no_prices',
    origin: {
      ...{ source: 'sample', place: 'sample.csv', basis: 'raw', currency: null, exchange: null },
      ...{ timeZone: null, decimals: null, fetchedAt: ts },
    },
    action: null,
  }));
}

test('whether any row of a symbol is set aside is asked once, however many bars come', async () => {
  const batches = [0, 1, 2, 3, 4, 5].map((year) => hourly('MANY', `200${year}-01-01`, 8_000));
  expect(await questionsOf(() => store(database, batches))).toEqual([[false, 0]]);
});

test('of the rows that are set aside only those are read whose time has come', async () => {
  await store(database, [judged([], { quarantined: setAside('SOME', '1999-01-01', 300), tallies: [] })]);
  const left = async (): Promise<number> =>
    (await rowsOf(database, `SELECT FROM quarantine WHERE symbol = 'SOME'`)).length;
  expect(await left()).toBe(300);
  expect(await questionsOf(() => store(database, [hourly('SOME', '2001-01-01', 10)]))).toEqual([
    [false, 1],
    [true, 0],
  ]);
  expect(await left()).toBe(300);
  expect(await questionsOf(() => store(database, [hourly('SOME', '1999-01-01', 10)]))).toEqual([
    [false, 1],
    [true, 10],
  ]);
  expect(await left()).toBe(290);
});
