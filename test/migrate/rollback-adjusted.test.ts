import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TickerSymbol } from '../../src/domain/nominal.ts';
import { compareStores } from '../../src/migrate/compare-stores.ts';
import { StoredByOthers } from '../../src/migrate/rows-of-others.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../../src/storage/timescale/timescale-market.ts';
import { ask, change, syntheticFile } from '../support/sources.ts';
import { carry, contentOf, summary, tableOf } from './rollback-support.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
let path: string;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const fetchedAt = '2024-07-01T10:00:00Z';
const bar = (symbol: string, ts: string, close: number, interval = '1d', basis = 'raw'): string =>
  `INSERT INTO ts_price_history (symbol, interval, ts, open, high, low, close, volume, fetched_at, basis, source)
   VALUES ('${symbol}', '${interval}', '${ts}', ${close}, ${close}, ${close}, ${close}, 100, '${fetchedAt}', '${basis}', 'yahoo')`;

/** KO pays 2 on the 12th, and splits 2 for 1 on the 14th. */
const live = [
  `INSERT INTO stocks (symbol, source) VALUES ('KO', 'yahoo')`,
  bar('KO', '2023-12-29Z', 90),
  bar('KO', '2024-06-11Z', 100),
  bar('KO', '2024-06-12Z', 98),
  bar('KO', '2024-06-13Z', 48, '1d', 'split'),
  bar('KO', '2024-06-14Z', 48),
  bar('KO', '2024-06-11T14:30:00Z', 100, '1h'),
  bar('KO', '2024-06-14T14:30:00Z', 48, '1h'),
  `INSERT INTO ts_dividends (symbol, ts, amount, fetched_at, source, basis) VALUES ('KO', '2024-06-12Z', 2, '${fetchedAt}', 'yahoo', 'raw')`,
  `INSERT INTO ts_splits (symbol, ts, ratio, fetched_at, source) VALUES ('KO', '2024-06-14Z', 2, '${fetchedAt}', 'yahoo')`,
];

beforeEach(async () => {
  await target.reset();
  path = syntheticFile({ symbols: 1, years: 2, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
  for (const statement of live) await target.sql(statement);
});

interface FileBar {
  readonly date: string;
  readonly open_price: number;
  readonly close_price: number;
  readonly volume: number;
  readonly updated_at: string;
}
const barsInFile = (interval: string): FileBar[] =>
  ask(
    path,
    `SELECT date, open_price, close_price, volume, updated_at FROM price_history WHERE symbol = 'KO' AND interval = '${interval}' ORDER BY date`,
  );

it('gets bars as the older application would have fetched them, and dividends as Yahoo tells them', async () => {
  const result = await carry(target, path);
  expect(result.proven).toBe(true);
  expect(summary(result)).toEqual({
    stocks: '1 0 0 0',
    price_history: '7 0 0 0',
    dividends: '1 0 0 0',
    splits: '1 0 0 0',
  });
  expect([tableOf(result, 'price_history').adjusted, tableOf(result, 'dividends').adjusted]).toEqual([7, 1]);
  const updated_at = '2024-07-01 10:00:00';
  const row = (date: string, close: number, volume: number): FileBar => ({
    ...{ date, open_price: close, close_price: close, volume, updated_at },
  });
  expect(barsInFile('1d')).toEqual([
    row('2023-12-29', (90 * 0.98) / 2, 200),
    row('2024-06-11', 49, 200),
    row('2024-06-12', 49, 200),
    row('2024-06-13', 48, 100),
    row('2024-06-14', 48, 100),
  ]);
  expect(barsInFile('1h')).toEqual([
    row('2024-06-11 14:30:00', 49, 200),
    row('2024-06-14 14:30:00', 48, 100),
  ]);
  expect(ask(path, `SELECT date, amount FROM dividends WHERE symbol = 'KO'`)).toEqual([
    { date: '2024-06-12', amount: 1 },
  ]);
  // As an analysis of all that is stored has it.
  const { series } = await new TimescaleMarket(target.database.pool).bars('KO' as TickerSymbol, '1d', {
    adjust: 'total',
  });
  expect(barsInFile('1d').map(({ close_price }) => close_price)).toEqual([...series.close]);

  const content = contentOf(path);
  expect(summary(await carry(target, path))).toEqual({});
  expect(contentOf(path)).toBe(content);
});

it('is adjusted anew once there was another split', async () => {
  await carry(target, path);
  await target.sql(
    `INSERT INTO ts_splits (symbol, ts, ratio, fetched_at, source) VALUES ('KO', '2024-08-01Z', 4, '${fetchedAt}', 'yahoo')`,
  );
  const result = await carry(target, path);
  expect(summary(result)).toEqual({ price_history: '0 7 0 0', dividends: '0 1 0 0', splits: '1 0 0 0' });
  expect(barsInFile('1d').at(-1)).toMatchObject({
    close_price: 12,
    volume: 400,
    updated_at: '2024-08-01 04:00:00',
  });
});

it.each([
  ['KO', '2024-08-01 04:00:00'],
  ['BHP.AX', '2024-08-01 00:00:00'],
])('%s reads from the file as from here after an action later than the fetch', async (symbol, asOf) => {
  const insert = (table: string, columns: string, values: string): string =>
    `INSERT INTO ${table} (symbol, fetched_at, source, ${columns}) VALUES ('${symbol}', '${fetchedAt}', 'yahoo', ${values})`;
  const bars = [
    bar(symbol, '2024-07-03Z', 60),
    bar(symbol, '2024-07-31Z', 64),
    bar(symbol, '2024-08-01Z', 16),
  ];
  const known = symbol === 'KO' ? [] : [`INSERT INTO stocks (symbol, source) VALUES ('${symbol}', 'yahoo')`];
  const actions = [
    insert('ts_dividends', 'ts, amount, basis', `'2024-07-05Z', 3, 'raw'`),
    insert('ts_splits', 'ts, ratio', `'2024-08-01Z', 4`),
  ];
  for (const statement of [...known, ...bars, ...actions]) await target.sql(statement);
  expect((await carry(target, path)).proven).toBe(true);
  const closes = async (market: SqliteMarket | TimescaleMarket): Promise<number[]> => {
    const { series } = await market.bars(symbol as TickerSymbol, '1d', { adjust: 'total' });
    return [...series.close];
  };
  const fromFile = await closes(new SqliteMarket(path));
  expect(fromFile).toEqual(await closes(new TimescaleMarket(target.database.pool)));
  expect(fromFile.slice(-2)).toEqual([16, 16]);
  expect(
    ask(
      path,
      `SELECT DISTINCT updated_at FROM price_history WHERE symbol = '${symbol}'
       UNION SELECT updated_at FROM dividends WHERE symbol = '${symbol}'`,
    ),
  ).toEqual([{ updated_at: asOf }]);
});

it('has its rows recognised by a later run, which neither doubles nor overwrites what they came from', async () => {
  const [first] = await target.sql<{ symbol: string; day: string }>(
    `SELECT symbol, min(ts)::date::text AS day FROM ts_price_history WHERE source = 'legacy' AND interval = '1d' GROUP BY symbol`,
  );
  const { symbol = '', day = '' } = first ?? {};
  // On a user's word, in the place of the file's.
  await target.sql(`DELETE FROM ts_price_history WHERE symbol = $1 AND interval = '1d' AND ts = $2`, [
    symbol,
    `${day}Z`,
  ]);
  await target.sql(bar(symbol, `${day}Z`, 7));
  const stored = `SELECT to_jsonb(b)::text AS row FROM ts_price_history AS b WHERE symbol = 'KO' OR source <> 'legacy' ORDER BY 1`;
  const before = await target.sql(stored);
  expect(summary(await carry(target, path))).toMatchObject({ price_history: '7 1 0 0' });
  // The older application goes on, with a bar that the pipeline knows and with one of its own.
  const columns = 'symbol, interval, open_price, high_price, low_price, close_price, volume';
  change(
    path,
    `UPDATE price_history SET close_price = low_price WHERE symbol = 'KO' AND date = '2024-06-14'`,
    `INSERT INTO price_history (date, ${columns}) VALUES ('2024-06-17', 'KO', '1d', 1, 1, 1, 1, 1)`,
  );
  for (const work of [target.run, target.verify, target.drain]) {
    const report = await work(path);
    expect(report.differences).toEqual([]);
    expect(report.tables.filter(({ kept }) => kept > 0).map(({ name, kept }) => `${name} ${kept}`)).toEqual([
      'stocks 1',
      'price_history 8',
      'dividends 1',
      'splits 1',
    ]);
  }
  const own = `SELECT close FROM ts_price_history WHERE symbol = 'KO' AND source = 'legacy'`;
  expect(await target.sql(own)).toEqual([{ close: 1 }]);
  await target.sql(`DELETE FROM ts_price_history WHERE symbol = 'KO' AND source = 'legacy'`);
  expect(await target.sql(stored)).toEqual(before);
  await target.drain(path);
  const { pool } = target.database;
  const file = new SqliteMarket(path, { asOf: await target.asOf() });
  const except = new StoredByOthers(pool);
  expect(await compareStores(file, new TimescaleMarket(pool), { except })).toMatchObject({ differing: 0 });
});
