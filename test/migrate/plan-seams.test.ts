import { describe, expect, it } from 'vitest';
import { change, syntheticFile } from '../support/sources.ts';
import { planFor } from './plan-request.ts';

/** A bar and when it was fetched; `updated` where it was fetched again. */
const bar = (
  date: string,
  fetched: string | null,
  { updated = fetched, symbol = 'AAA', interval = '1d' } = {},
) =>
  `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
   VALUES ('${symbol}', '${date}', '${interval}', 10, 11, 9, 10, 5, ${quoted(fetched)}, ${quoted(updated)})`;
const quoted = (text: string | null): string => (text === null ? 'NULL' : `'${text}'`);
const split = (date: string, symbol = 'AAA') =>
  `INSERT INTO splits (symbol, date, ratio, created_at) VALUES ('${symbol}', '${date}', 4, '2020-12-01 10:00:00')`;
const dividend = (date: string) =>
  `INSERT INTO dividends (symbol, date, amount, created_at) VALUES ('AAA', '${date}', 0.82, '2020-12-01 10:00:00')`;

async function seamsOf(...statements: string[]) {
  const path = syntheticFile({ symbols: 1, years: 1 });
  const emptied = ['price_history', 'dividends', 'splits'].map((table) => `DELETE FROM ${table}`);
  change(path, ...emptied, `INSERT INTO stocks (symbol) VALUES ('AAA'), ('BBB')`, ...statements);
  return (await planFor(path)).seams;
}

const january = '2020-01-15 21:30:00';
const september = '2020-09-10 21:30:00';

describe('a seam', () => {
  it('lies where bars fetched before a split meet bars fetched after it', async () => {
    const seams = await seamsOf(
      bar('2020-01-13', january),
      bar('2020-01-14', january),
      bar('2020-01-15', september),
      bar('2020-09-01', september),
      split('2020-08-31'),
    );
    expect(seams).toEqual({
      count: 1,
      bars_without_fetch_time: 0,
      list: [
        {
          symbol: 'AAA',
          interval: '1d',
          at: '2020-01-15',
          fetched_before: '2020-01-15T21:30:00Z',
          fetched_after: '2020-09-10T21:30:00Z',
          actions: [{ kind: 'split', date: '2020-08-31', value: 4 }],
        },
      ],
    });
  });

  it('is also there where the older part was fetched later, and names every action in between by date', async () => {
    const { list } = await seamsOf(
      bar('2019-12-02', september),
      bar('2020-01-14', january),
      split('2020-08-31'),
      dividend('2020-09-04'),
      dividend('2020-05-08'),
      dividend('2019-11-07'),
      dividend('2020-11-06'),
    );
    expect(list).toMatchObject([
      {
        at: '2020-01-14',
        fetched_before: '2020-09-10T21:30:00Z',
        fetched_after: '2020-01-15T21:30:00Z',
        actions: [
          { kind: 'dividend', date: '2020-05-08', value: 0.82 },
          { kind: 'split', date: '2020-08-31', value: 4 },
          { kind: 'dividend', date: '2020-09-04', value: 0.82 },
        ],
      },
    ]);
  });

  it('is there on each ex-date of a series that was fetched day by day', async () => {
    const { list } = await seamsOf(
      ...['2020-05-06', '2020-05-07', '2020-05-08', '2020-05-11'].map((day) => bar(day, `${day} 21:30:00`)),
      dividend('2020-05-08'),
    );
    expect(list.map(({ at }) => at)).toEqual(['2020-05-08']);
  });

  it('is closed by fetching the older bars again', async () => {
    const { count } = await seamsOf(
      bar('2020-01-14', january, { updated: september }),
      bar('2020-09-01', september),
      split('2020-08-31'),
    );
    expect(count).toBe(0);
  });

  it.each([
    ['no action in between', [bar('2020-01-14', january), bar('2020-01-15', september), split('2020-09-11')]],
    [
      'an action of another symbol',
      [bar('2020-01-14', january), bar('2020-01-15', september), split('2020-08-31', 'BBB')],
    ],
    [
      'all fetched at one time',
      [bar('2020-01-14', september), bar('2020-09-01', september), split('2020-08-31')],
    ],
    [
      'series of their own',
      [
        bar('2020-01-14', january),
        bar('2020-01-15', september, { interval: '1wk' }),
        bar('2020-01-15', september, { symbol: 'BBB' }),
        split('2020-08-31'),
        split('2020-08-31', 'BBB'),
      ],
    ],
    [
      'a split that is quarantined',
      [
        bar('2020-01-14', january),
        bar('2020-01-15', september),
        `INSERT INTO splits (symbol, date, ratio) VALUES ('AAA', '2020-08-31', 0)`,
      ],
    ],
  ])('is not there with %s', async (_what, statements) => {
    expect((await seamsOf(...statements)).count).toBe(0);
  });

  it('is looked for around bars that do not say when they were fetched; those are counted', async () => {
    const seams = await seamsOf(
      bar('2020-01-13', january),
      bar('2020-01-14', null),
      bar('2020-01-15', september),
      split('2020-08-31'),
    );
    expect(seams).toMatchObject({ count: 1, bars_without_fetch_time: 1, list: [{ at: '2020-01-15' }] });
  });
});
