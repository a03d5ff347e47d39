import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { BarRecord } from '../../src/domain/bar-record.ts';
import type { EpochMicros, TickerSymbol } from '../../src/domain/nominal.ts';
import type { Origin } from '../../src/domain/raw-bar.ts';
import { compareStores, type StoreComparison } from '../../src/migrate/compare-stores.ts';
import type { MigrationReport } from '../../src/migrate/report.ts';
import { StoredByOthers } from '../../src/migrate/rows-of-others.ts';
import { SqliteMarket } from '../../src/storage/sqlite/sqlite-market.ts';
import { mergeBars } from '../../src/storage/timescale/pipeline/bar-merge.ts';
import { storeDividends, storeSplits } from '../../src/storage/timescale/pipeline/store-actions.ts';
import { storeCompany, storeInstruments } from '../../src/storage/timescale/pipeline/store-company.ts';
import { TimescaleMarket } from '../../src/storage/timescale/timescale-market.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { countsOf, startTarget, type Target } from './target.ts';

let target: Target;
let path: string;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(async () => {
  await target.reset();
  path = syntheticFile({ symbols: 2, years: 2, endMs: Date.UTC(2024, 5, 3) });
  expect((await target.run(path)).status).toBe('verified');
});

const micros = (day: string) => (Date.parse(`${day}T00:00:00Z`) * 1000) as EpochMicros;
const fetchedAt = micros('2026-03-02');
const bar = (symbol: string, day: string, close = 50): BarRecord =>
  ({
    ...{ symbol, interval: '1d', ts: micros(day), open: close, high: close, low: close, close },
    ...{ adjClose: null, volume: 100n, basis: 'raw', source: 'yahoo', provisional: false, fetchedAt },
  }) as BarRecord;
const origin: Origin = {
  ...{ source: 'yahoo', place: '', basis: 'raw', currency: 'USD', exchange: 'NMS', timeZone: null },
  ...{ decimals: null, fetchedAt },
};
const action = (symbol: TickerSymbol, day: string) => ({
  ...{ symbol, ts: micros(day), createdAt: fetchedAt, updatedAt: fetchedAt },
});

/** What the pipeline stores of a symbol that the file has, and of one that it does not know. */
async function fetched(known: string): Promise<void> {
  await inTransaction(target.database.pool, async (client) => {
    const instrument = { exchange: 'NMS', currency: 'USD', source: 'yahoo' };
    const from = { source: 'yahoo', currency: 'USD', replace: false };
    for (const symbol of [known, 'KO'] as TickerSymbol[]) {
      await storeInstruments(client, [{ symbol, ...instrument }]);
      await mergeBars(client, [bar(symbol, '2024-06-04'), bar(symbol, '1990-06-04')], false);
      await storeSplits(client, [{ ...action(symbol, '2024-06-05'), ratio: 2 }], from);
      await storeDividends(client, [{ ...action(symbol, '2024-06-06'), amount: 1, basis: 'raw' }], from);
    }
    const company = { name: 'Coke', sector: null, industry: null, marketCap: 5, json: '{"a": 1}' };
    for (const symbol of [known, 'KO'] as TickerSymbol[])
      await storeCompany(client, symbol, { origin, answered: symbol, ...company });
    await client.query(
      `INSERT INTO ts_options_calls (symbol, contract, ts, expiration, strike, bid, fetched_at, source)
       SELECT symbol, contract, '2026-03-02Z', expiration, strike, 77, '2026-03-02Z', 'yahoo'
       FROM ts_options_calls WHERE symbol = $1 ORDER BY contract LIMIT 3`,
      [known],
    );
  });
}

const symbolOf = async (): Promise<string> =>
  (await target.sql<{ symbol: string }>('SELECT min(symbol) AS symbol FROM stocks'))[0]?.symbol ?? '';
const keptOf = ({ tables }: MigrationReport): Record<string, number> =>
  Object.fromEntries(tables.flatMap(({ name, kept }) => (kept > 0 ? [[name, kept]] : [])));
const stored = async (): Promise<string[]> => {
  const rows = await target.sql<{ row: string }>(
    `SELECT to_jsonb(b)::text AS row FROM ts_price_history AS b WHERE source <> 'legacy'
     UNION ALL SELECT to_jsonb(s)::text FROM stocks AS s WHERE source <> 'legacy'
     UNION ALL SELECT to_jsonb(i)::text FROM stock_info AS i WHERE source <> 'legacy'
     UNION ALL SELECT to_jsonb(o)::text FROM ts_options_calls AS o WHERE source <> 'legacy'
     UNION ALL SELECT to_jsonb(d)::text FROM ts_dividends AS d WHERE source <> 'legacy'
     UNION ALL SELECT to_jsonb(p)::text FROM ts_splits AS p WHERE source <> 'legacy' ORDER BY 1`,
  );
  return rows.map(({ row }) => row);
};
const compared = async (): Promise<StoreComparison> => {
  const { pool } = target.database;
  const file = new SqliteMarket(path, { asOf: await target.asOf() });
  return compareStores(file, new TimescaleMarket(pool), { except: new StoredByOthers(pool) });
};

it('neither overwrites, removes nor counts as a difference what the pipeline stored', async () => {
  const symbol = await symbolOf();
  await fetched(symbol);
  const before = await stored();
  expect(before).toHaveLength(4 + 2 + 2 + 2 + 2 + 3);
  for (const work of [target.run, target.verify, target.drain]) {
    const report = await work(path);
    expect(report.differences).toEqual([]);
    // What is known of the company stands in the place of the file's; all else is new.
    expect(keptOf(report)).toEqual({ stocks: 1, stock_info: 1 });
    countsOf(report);
    expect(await stored()).toEqual(before);
    expect(await compared()).toMatchObject({ differing: 0, differences: [] });
  }
  // A change of the file has its whole table compared, row by row.
  change(path, `UPDATE stocks SET name = 'Another' WHERE symbol <> '${symbol}'`);
  expect((await target.drain(path)).status).toBe('verified');
  expect(await stored()).toEqual(before);
});

it('keeps bars that stand in the place of rows of the file, counts them, and is exact about all others', async () => {
  const [row] = await target.sql<{ symbol: string; day: string }>(
    `SELECT symbol, min(ts)::date::text AS day FROM ts_price_history
     WHERE interval = '1d' AND symbol = (SELECT min(symbol) FROM stocks) GROUP BY symbol`,
  );
  const { symbol = '', day = '' } = row ?? {};
  const replaced = bar(symbol, day);
  await inTransaction(target.database.pool, (client) => mergeBars(client, [replaced], true));
  const before = await stored();
  const verified = await target.verify(path);
  expect([verified.status, keptOf(verified)]).toEqual(['verified', { price_history: 1 }]);
  expect(
    verified.tables.every(({ source_checksum, target_checksum }) => source_checksum === target_checksum),
  ).toBe(true);
  // What the older application makes of that very row stays in its file.
  change(
    path,
    `UPDATE price_history SET close_price = 1, low_price = 1 WHERE symbol = '${symbol}' AND date = '${day}'`,
  );
  for (const work of [target.run, target.verify, target.drain]) {
    const report = await work(path);
    expect([report.status, keptOf(report)]).toEqual(['verified', { price_history: 1 }]);
    expect(await stored()).toEqual(before);
    expect((await compared()).differences).toEqual([]);
  }
  // Whoever wants the file's row after all removes the other one.
  const legacy = `SELECT close FROM ts_price_history WHERE symbol = $1 AND interval = '1d' AND ts = $2 AND source = 'legacy'`;
  await target.sql(`DELETE FROM ts_price_history WHERE source = 'yahoo'`);
  expect(keptOf(await target.drain(path))).toEqual({});
  expect(await target.sql(legacy, [symbol, `${day}Z`])).toEqual([{ close: 1 }]);
  await inTransaction(target.database.pool, (client) => mergeBars(client, [replaced], true));

  // A neighbour of the same year: its volume only.
  const next = `SELECT min(ts) FROM ts_price_history WHERE symbol = $1 AND interval = '1d' AND source = 'legacy'`;
  await target.sql(
    `UPDATE ts_price_history SET volume = volume + 1 WHERE symbol = $1 AND interval = '1d' AND ts = (${next})`,
    [symbol],
  );
  const wrong = await target.verify(path);
  expect(wrong.differences.map(({ group }) => group)).toEqual([`${symbol} ${day.slice(0, 4)}`]);
  expect(keptOf(wrong)).toEqual({ price_history: 1 });
  expect((await compared()).differences).toMatchObject([{ symbol, kind: 'bar', rows: 1 }]);
});

it('carries deletions over, and leaves the symbol to whoever else has rows of it', async () => {
  const symbol = await symbolOf();
  await inTransaction(target.database.pool, (client) =>
    mergeBars(client, [bar(symbol, '2024-06-04')], false),
  );
  change(path, `DELETE FROM stocks WHERE symbol = '${symbol}'`);
  expect((await target.drain(path)).status).toBe('verified');
  expect(await target.sql('SELECT source FROM stocks WHERE symbol = $1', [symbol])).toEqual([
    { source: 'yahoo' },
  ]);
  expect(await target.sql('SELECT source FROM ts_price_history WHERE symbol = $1', [symbol])).toEqual([
    { source: 'yahoo' },
  ]);
  expect(await compared()).toMatchObject({ differing: 0 });
});
