import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ask, change, syntheticFile } from '../support/sources.ts';
import {
  carry,
  contentOf,
  intact,
  integrityOf,
  storedContent,
  summary,
  tableOf,
} from './rollback-support.ts';
import { startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());
beforeEach(() => target.reset());

async function migrated(options = {}): Promise<string> {
  const path = syntheticFile({ symbols: 3, years: 2, endMs: Date.UTC(2024, 5, 3), ...options });
  expect((await target.run(path)).status).toBe('verified');
  return path;
}

const bar = (
  symbol: string,
  interval: string,
  ts: string,
  prices: string,
  more = `7, '2024-07-01T10:00:00.25Z', NULL`,
  basis = 'total',
) =>
  `INSERT INTO ts_price_history (symbol, interval, ts, open, high, low, close, volume, fetched_at, first_fetched_at, basis, source)
   VALUES ('${symbol}', '${interval}', '${ts}', ${prices}, ${more}, '${basis}', 'yahoo')`;

/** What a user does after the switch: all kinds of rows, by another source too. */
async function live(symbol: string): Promise<void> {
  const odd = '0.30000000000000004, 3.3333333333333335, 0.1, 1.7976931348623157';
  for (const statement of [
    `INSERT INTO stocks VALUES ('NEW', 'New & "co"', '', NULL, 1.5e12, 'X', 'USD', '2024-07-01T00:00:00Z', '2024-07-02T00:00:00.000001Z')`,
    `INSERT INTO stock_info VALUES ('NEW', '{"pe": null, "b": 1.50}', '{"pe": NaN,  "b": 1.50}', '2024-07-01T00:00:00Z', '2024-07-02T00:00:00Z')`,
    `UPDATE stock_info SET info = '{"z": 1, "a": [1e2, "ü"]}', original = NULL, updated_at = '2024-07-02T00:00:00Z' WHERE symbol = '${symbol}'`,
    `UPDATE stocks SET market_cap = 12345.678, updated_at = '2024-07-02T12:34:56.789012Z' WHERE symbol = '${symbol}'`,
    bar('NEW', '1d', '2024-07-01Z', odd),
    bar('NEW', '1d', '1969-12-31Z', '1, 2, 1, 1', 'NULL, NULL, NULL'),
    bar('NEW', '1h', '2024-07-01T00:00:00Z', '3, 4, 2, 3'),
    bar('NEW', '5m', '2024-07-01T13:35:00Z', '3, 4, 2, 3'),
    bar(symbol, '1d', '2024-07-01Z', odd, `9007199254740993, '2024-07-01T10:00:00Z', '2024-06-30T10:00:00Z'`),
    bar(symbol, '1wk', '2024-07-01Z', '1, 2, 1, 1'),
    `UPDATE ts_price_history SET close = 0.1 + 0.2, low = 0.01, fetched_at = '2024-07-01T10:00:00.000007Z', source = 'yahoo'
     WHERE symbol = '${symbol}' AND interval = '1d' AND ts IN (SELECT ts FROM ts_price_history WHERE symbol = '${symbol}' AND interval = '1d' ORDER BY ts LIMIT 3)`,
    `INSERT INTO ts_dividends (symbol, ts, amount, fetched_at, source) VALUES ('NEW', '2024-07-01Z', 0.1, '2024-07-01T10:00:00Z', 'yahoo')`,
    `INSERT INTO ts_splits (symbol, ts, ratio, fetched_at, source) VALUES ('NEW', '2024-07-01Z', 1.5, NULL, 'yahoo')`,
    `INSERT INTO ts_options_calls (symbol, contract, ts, expiration, strike, last_price, contract_derived, in_the_money, volume, fetched_at, source)
     VALUES ('NEW', 'NEW250117C00100000', '2024-07-01T15:00:00Z', '2025-01-17', 100, 1.25, false, true, 5, '2024-07-01T15:00:00Z', 'yahoo'),
            ('NEW', 'NEW250117C00110000', '2024-07-01T15:00:00Z', '2025-01-17', 110, NULL, true, NULL, NULL, '2024-07-01T15:00:00Z', 'yahoo'),
            ('NEW', 'NEW250117C00110000', '2024-06-01T15:00:00Z', '2025-01-17', 110, 9, true, NULL, NULL, '2024-06-01T15:00:00Z', 'yahoo')`,
    `INSERT INTO ts_options_puts (symbol, contract, ts, expiration, strike, last_price, bid, ask, contract_derived, fetched_at, source)
     SELECT symbol, contract, '2026-07-01T15:00:00Z', expiration, strike, 77.125, bid, ask, contract_derived, '2026-07-01T15:00:00Z', 'yahoo'
     FROM ts_options_puts WHERE symbol = '${symbol}' ORDER BY contract LIMIT 2`,
  ])
    await target.sql(statement);
}

describe.each([1, 2] as const)('a file of generation %i', (generation) => {
  it('has everything that was written since, and a new migration of it stores the very same', async () => {
    const path = await migrated({ generation, dirt: true });
    const before = contentOf(path);
    const [first] = await target.sql<{ symbol: string }>('SELECT min(symbol) AS symbol FROM ts_options_puts');
    const symbol = first?.symbol ?? '';
    await live(symbol);
    const dates = ask<{ symbol: string; date: string }>(
      path,
      `SELECT symbol, date FROM price_history WHERE interval = '1d' AND (open_price < 0 OR typeof(open_price) = 'blob')`,
    );
    const [bad] = dates;
    await target.sql(bar(bad?.symbol ?? '', '1d', `${bad?.date}Z`, '3, 4, 2, 3'));
    await target.sql(bar(symbol, '1d', '2024-07-02Z', '3, 4, 2, 3', undefined, 'raw'));
    if (generation === 2) {
      await target.sql(
        `INSERT INTO strategies VALUES (90, 'mine', 'Mine', 'a.b', NULL, '', true, '2024-07-01Z', '2024-07-01Z')`,
      );
      await target.sql(
        `INSERT INTO strategy_presets VALUES (91, 90, 'p', '{"x": 1}', NULL, NULL, false, '2024-07-01Z', '2024-07-01Z')`,
      );
    }

    const result = await carry(target, path);
    expect(result).toMatchObject({ generation, path, proven: true });
    expect(summary(result)).toEqual({
      stocks: '1 1 0 0',
      stock_info: '1 1 0 0',
      price_history: '7 3 1 0',
      dividends: '1 0 0 0',
      splits: '1 0 0 0',
      options_calls: '2 0 0 0, earlier_quote 1',
      options_puts: '0 2 0 0, earlier_quote 2',
      ...(generation === 2 && { strategies: '1 0 0 0', strategy_presets: '1 0 0 0' }),
    });
    expect(tableOf(result, 'price_history').reduced).toEqual(
      generation === 1 ? [{ column: 'first_fetched_at', count: 1 }] : [],
    );
    expect(integrityOf(path)).toEqual(intact);
    expect(contentOf(result.backup)).toBe(before);
    expect(integrityOf(result.backup)).toEqual(intact);
    expect(dirname(result.backup)).toBe(dirname(path));
    expect(result.backup).toMatch(/legacy\.before-rollback-\d{8}T\d{9}Z\.db$/);

    const carried = contentOf(path);
    const again = await carry(target, path);
    expect(again.proven).toBe(true);
    expect(
      again.tables.reduce((sum, { inserted, updated, mended }) => sum + inserted + updated + mended, 0),
    ).toBe(0);
    expect(contentOf(path)).toBe(carried);

    const dropped = generation === 1 ? ['first_fetched_at'] : [];
    const content = await storedContent(target, dropped);
    await target.reset();
    expect((await target.run(path)).status).toBe('verified');
    expect(await storedContent(target, dropped)).toEqual(content);
    expect((await target.verify(path)).differences).toEqual([]);
  }, 120_000);

  it('gets values as the older application writes them', async () => {
    const path = await migrated({ generation });
    const [first] = await target.sql<{ symbol: string }>('SELECT min(symbol) AS symbol FROM ts_options_puts');
    await live(first?.symbol ?? '');
    await carry(target, path);
    expect(
      ask(
        path,
        `SELECT date, interval, created_at, typeof(open_price) AS price, typeof(volume) AS volume FROM price_history WHERE symbol = 'NEW' ORDER BY date, interval`,
      ),
    ).toEqual([
      { date: '1969-12-31', interval: '1d', created_at: null, price: 'real', volume: 'null' },
      {
        date: '2024-07-01',
        interval: '1d',
        created_at: '2024-07-01 10:00:00.250000',
        price: 'real',
        volume: 'integer',
      },
      {
        date: '2024-07-01 00:00:00',
        interval: '1h',
        created_at: '2024-07-01 10:00:00.250000',
        price: 'real',
        volume: 'integer',
      },
      {
        date: '2024-07-01 13:35:00',
        interval: '5m',
        created_at: '2024-07-01 10:00:00.250000',
        price: 'real',
        volume: 'integer',
      },
    ]);
    expect(
      ask(
        path,
        `SELECT expiration_date, strike, contract_symbol, in_the_money, last_price, created_at FROM options_calls WHERE symbol = 'NEW' ORDER BY strike`,
      ),
    ).toEqual([
      {
        expiration_date: '2025-01-17',
        strike: 100,
        contract_symbol: 'NEW250117C00100000',
        in_the_money: 1,
        last_price: 1.25,
        created_at: '2024-07-01 15:00:00',
      },
      {
        expiration_date: '2025-01-17',
        strike: 110,
        contract_symbol: null,
        in_the_money: null,
        last_price: null,
        created_at: '2024-07-01 15:00:00',
      },
    ]);
    expect(ask(path, `SELECT info_json, updated_at FROM stock_info WHERE symbol = 'NEW'`)).toEqual([
      { info_json: '{"pe": NaN,  "b": 1.50}', updated_at: '2024-07-02 00:00:00' },
    ]);
    expect(ask(path, `SELECT created_at, updated_at FROM stocks WHERE symbol = 'NEW'`)).toEqual([
      { created_at: '2024-07-01 00:00:00', updated_at: '2024-07-02 00:00:00.000001' },
    ]);
  });

  it('keeps what only it has, unusable rows included', async () => {
    const path = await migrated({ generation, dirt: true });
    const before = contentOf(path);
    const gone = await target.sql(`DELETE FROM ts_price_history WHERE ts < '2023-01-01Z' RETURNING 1`);
    await target.sql('DELETE FROM ts_options_calls');
    await target.sql('DELETE FROM stock_info');
    const result = await carry(target, path);
    expect(result.proven).toBe(true);
    expect(tableOf(result, 'price_history').only_in_file).toBe(gone.length);
    expect(gone.length).toBeGreaterThan(100);
    expect(tableOf(result, 'options_calls').only_in_file).toBeGreaterThan(0);
    expect(tableOf(result, 'stock_info').only_in_file).toBe(3);
    expect(contentOf(path)).toBe(before);
  });

  it('leaves out what it cannot say, and says why', async () => {
    const path = await migrated({ generation });
    const before = contentOf(path);
    const [first] = await target.sql<{ symbol: string }>('SELECT min(symbol) AS symbol FROM stocks');
    const symbol = first?.symbol ?? '';
    for (const statement of [
      bar(symbol, '1d', '2024-07-01T12:00:00Z', '1, 2, 1, 1'),
      bar(symbol, '1d', '2024-07-02Z', '-1, 2, -1, 1'),
      bar('NOWHERE', '1d', '2024-07-02Z', '1, 2, 1, 1'),
      bar(symbol, '1d', '2199-07-02Z', '1, 2, 1, 1'),
      bar(symbol, '1d', '2024-07-03Z', `1, 'Infinity', 1, 1`),
      bar(symbol, '1d', '2024-07-04Z', '1, 2, 1, 1', undefined, 'split'),
      `UPDATE ts_price_history SET provisional = true WHERE ts = '2024-07-04Z'`,
      `INSERT INTO ts_options_calls (symbol, contract, ts, expiration, strike, bid, contract_derived, fetched_at, source)
       VALUES ('${symbol}', 'A240119C00100000', '2024-07-01Z', '2024-01-19', 100, '-0', false, '2024-07-01Z', 'yahoo'),
              ('${symbol}', 'B240119C00100000', '2024-07-01Z', '2024-01-19', 100, 1, true, '2024-07-01Z', 'yahoo')`,
      `INSERT INTO strategies VALUES (90, 'mine', 'Mine', 'a.b', NULL, '', true, NULL, NULL)`,
    ])
      await target.sql(statement);
    const result = await carry(target, path);
    expect(result.proven).toBe(true);
    expect(summary(result)).toEqual({
      price_history:
        '0 0 0 0, future_date 1, infinite_number 1, negative_price 1, orphan_symbol 1, provisional 1, unparseable_date 1',
      options_calls: '0 0 0 0, not_representable 2',
      strategies: generation === 1 ? '0 0 0 0, no_table 1' : '0 0 0 0, refused_by_schema 1',
    });
    expect(contentOf(path)).toBe(before);
  });
});

it('changes rows that say the same together, and a row under an unusual spelling in place', async () => {
  const path = syntheticFile({ symbols: 1, years: 1, endMs: Date.UTC(2024, 5, 3) });
  const [row] = ask<{ id: number; date: string }>(
    path,
    `SELECT id, date FROM price_history ORDER BY date LIMIT 1`,
  );
  const columns =
    'symbol, open_price, high_price, low_price, close_price, volume, interval, created_at, updated_at';
  change(
    path,
    `INSERT INTO price_history (date, ${columns}) SELECT date || ' 00:00:00', ${columns} FROM price_history WHERE id = ${row?.id}`,
    `UPDATE dividends SET date = date || ' 00:00:00'`,
  );
  expect((await target.run(path)).status).toBe('verified');
  await target.sql(`UPDATE ts_price_history SET volume = 42 WHERE ts = '${row?.date}Z'`);
  await target.sql('UPDATE ts_dividends SET amount = 0.125');
  const result = await carry(target, path);
  expect(result.proven).toBe(true);
  expect(tableOf(result, 'price_history')).toMatchObject({ inserted: 0, updated: 1 });
  expect(tableOf(result, 'dividends').inserted).toBe(0);
  expect(ask(path, `SELECT volume FROM price_history WHERE date LIKE '${row?.date}%'`)).toEqual([
    { volume: 42 },
    { volume: 42 },
  ]);
  const report = await target.run(path);
  expect(report.status).toBe('verified');
  expect(report.quarantine).toEqual([]);
});

it('puts the backup where it is told, with the permissions of the file, and works in write-ahead-log mode', async () => {
  const path = await migrated({ symbols: 1, years: 1 });
  change(path, 'PRAGMA journal_mode = WAL');
  await target.sql('UPDATE ts_price_history SET volume = volume + 1');
  const folder = dirname(syntheticFile({ symbols: 1, years: 1 }));
  const result = await carry(target, path, { backupFolder: folder });
  expect(result.proven).toBe(true);
  expect(dirname(result.backup)).toBe(folder);
  expect(statSync(result.backup).mode).toBe(statSync(path).mode);
  expect(existsSync(`${path}-journal`)).toBe(false);
  expect((await target.verify(path)).status).toBe('verified');
});
