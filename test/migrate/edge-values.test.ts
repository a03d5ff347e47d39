import { afterAll, beforeAll, expect, it } from 'vitest';
import { change, syntheticFile } from '../support/sources.ts';
import { countsOf, reasonsOf, startTarget, type Target } from './target.ts';

let target: Target;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.stop());

const empty = [
  'price_history',
  'dividends',
  'splits',
  'options_calls',
  'options_puts',
  'stock_info',
  'stocks',
].map((table) => `DELETE FROM ${table}`);
const bar = (
  symbol: string,
  date: string,
  price: string,
  volume = '1',
  interval = '1d',
  at = '2020-01-01 00:00:00',
): string =>
  `INSERT INTO price_history (symbol, date, interval, open_price, high_price, low_price, close_price, volume, created_at, updated_at)
   VALUES ('${symbol}', '${date}', '${interval}', ${price}, ${price}, ${price}, ${price}, ${volume}, '${at}', '2020-01-01 00:00:00')`;

/** A generation-2 file with nothing in it but what the statements put there, and symbol A. */
function fileWith(...statements: string[]): string {
  const path = syntheticFile({ symbols: 1, years: 1 });
  change(path, ...empty, `INSERT INTO stocks (symbol) VALUES ('A')`, ...statements);
  return path;
}

it('keeps numbers and times at the ends of their ranges', async () => {
  await target.reset();
  const report = await target.run(
    fileWith(
      bar('A', '2020-01-02', '1e-50'),
      bar('A', '2020-01-03', '1e50', '9007199254740993'),
      bar('A', '2020-01-04', '0.1 + 0.2', '9223372036854775807'),
      bar('A', '1969-12-31 23:59:59.999999', '1', '1', '1m'),
      bar('A', '1962-01-02', '1.0000000000000002e-50'),
      // Beyond those of prices.
      bar('A', '1962-01-03', '5e-324'),
      bar('A', '1962-01-04', '1.7976931348623157e308'),
      `INSERT INTO dividends (symbol, date, amount) VALUES ('A', '2020-01-02', 5e-324), ('A', '2020-01-03', 1.7976931348623157e308)`,
      bar('A', '1583-01-01', '3'),
      bar('A', '2020-01-06', '9007199254740993.0', 'NULL', '1d', '9999-12-31 00:00:00'),
      bar('A', '2020-01-07', '4', '4', '1d', '1684-07-28 00:12:25.259009'),
      `INSERT INTO options_calls (symbol, expiration_date, strike, bid, contract_symbol, created_at, updated_at)
       VALUES ('A', '9999-12-31', 0.001, 5e-324, 'A' || char(9, 10, 13, 92) || 'N', '2020-01-01 00:00:00.000001', '2020-01-01 00:00:00.000001')`,
    ),
  );
  expect(report.differences).toEqual([]);
  expect(countsOf(report)).toMatchObject({
    price_history: '10 = 8 + 0 + 2',
    dividends: '2 = 2 + 0 + 0',
    options_calls: '1 = 1 + 0 + 0',
  });
  expect(reasonsOf(report)).toEqual({ extreme_price: 2 });
  const rows = await target.sql<{ bits: string; volume: string; ts: string }>(
    `SELECT encode(float8send(close), 'hex') AS bits, volume, to_char(ts AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS ts FROM ts_price_history ORDER BY ts`,
  );
  expect(rows.map(({ bits }) => Buffer.from(bits, 'hex').readDoubleBE())).toEqual([
    3,
    1.0000000000000002e-50,
    1,
    1e-50,
    1e50,
    0.1 + 0.2,
    9007199254740992,
    4,
  ]);
  expect(rows.map(({ volume }) => volume)).toContain('9007199254740993');
  expect(rows[2]?.ts).toBe('1969-12-31 23:59:59.999999');
  const amounts = await target.sql<{ bits: string }>(
    `SELECT encode(float8send(amount), 'hex') AS bits FROM ts_dividends ORDER BY ts`,
  );
  expect(amounts.map(({ bits }) => Buffer.from(bits, 'hex').readDoubleBE())).toEqual([
    5e-324,
    Number.MAX_VALUE,
  ]);
  const [option] = await target.sql<{ bits: string; contract: string }>(
    `SELECT encode(float8send(bid), 'hex') AS bits, contract FROM ts_options_calls`,
  );
  expect(option).toEqual({ bits: '0000000000000001', contract: 'A\t\n\r\\N' });
});

it('keeps every text, and quarantines what PostgreSQL cannot hold', async () => {
  await target.reset();
  const long = `{"text": "${'ä😀\\n'.repeat(400_000)}", "n": 12345678901234567890, "x": NaN}`;
  const report = await target.run(
    fileWith(
      `INSERT INTO stocks (symbol, name, sector, industry) VALUES
         ('T1', char(9) || 'tab' || char(10) || 'line' || char(13, 10) || 'back\\slash \\N \\.', '', 'null'),
         ('T2', '\\N', 'ä😀', char(1, 127)),
         ('T3', 'a' || char(0) || 'b', NULL, NULL),
         ('T4', CAST(x'61ff62' AS TEXT), NULL, NULL),
         ('T 5', 'space', NULL, NULL),
         ('T6' || char(0), 'nul', NULL, NULL)`,
      `INSERT INTO stock_info (symbol, info_json) VALUES ('T1', '${long}'), ('T2', '{"a": "\\u0000", "b": -0.0, "c": [1e5, 1.50]}'), ('A', '{')`,
    ),
  );
  expect(report.differences).toEqual([]);
  expect(countsOf(report)).toEqual({ stocks: '7 = 3 + 0 + 4', stock_info: '3 = 2 + 0 + 1' });
  expect(reasonsOf(report)).toEqual({ invalid_value: 3, symbol_invalid: 1, invalid_json: 1 });
  const [tabs] = await target.sql(`SELECT name, sector, industry FROM stocks WHERE symbol = 'T1'`);
  expect(tabs).toEqual({ name: '\ttab\nline\r\nback\\slash \\N \\.', sector: '', industry: 'null' });
  const [info] = await target.sql<{ same: boolean; n: string }>(
    `SELECT original = $1 AS same, info ->> 'n' AS n FROM stock_info WHERE symbol = 'T1'`,
    [long],
  );
  expect(info).toEqual({ same: true, n: '12345678901234567890' });
});

it('shows a changed digit in JSON, and mends it', async () => {
  await target.reset();
  const path = fileWith(
    `INSERT INTO stock_info (symbol, info_json) VALUES ('A', '{"marketCap": 9007199254740993}')`,
  );
  expect((await target.run(path)).status).toBe('verified');
  await target.sql(`UPDATE stock_info SET info = '{"marketCap": 9007199254740992}'`);
  expect((await target.run(path)).differences).toEqual([
    { table: 'stock_info', group: 'all', expected_rows: 1, found_rows: 1 },
  ]);
  expect((await target.run(path)).status).toBe('verified');
});

it('shows a changed quarantine and merged row, and mends them', async () => {
  await target.reset();
  const path = fileWith(
    bar('A', '2020-01-02', '-1'),
    bar('A', '2020-01-03', '1'),
    bar('A', '2020-01-03 00:00:00', '1'),
  );
  const first = await target.run(path);
  expect(first.status).toBe('verified');
  expect(countsOf(first)['price_history']).toBe('3 = 1 + 1 + 1');
  await target.sql(`UPDATE quarantine SET original = '{}'`);
  await target.sql(`UPDATE merged_rows SET twin = '77'`);
  expect((await target.run(path)).differences.map(({ group }) => group)).toEqual([
    'quarantine',
    'merged rows',
  ]);
  expect((await target.run(path)).status).toBe('verified');
});

it.each<[string, string[], string | undefined]>([
  ['nothing but a symbol', [], undefined],
  ['no option tables', ['DROP TABLE options_calls', 'DROP TABLE options_puts'], undefined],
  ['only quarantined bars', [bar('A', '2020-01-02', '-1'), bar('B', '2020-01-02', '1')], '2 = 0 + 0 + 2'],
  ['only bars of the future', [bar('A', '2098-01-02', '1')], '1 = 0 + 0 + 1'],
  ['only impossible dates', [bar('A', '2020-02-39', '1'), bar('A', '1900-00-00', '1')], '2 = 0 + 0 + 2'],
])('takes a file with %s', async (_what, statements, prices) => {
  await target.reset();
  const report = await target.run(fileWith(...statements));
  expect(report.status).toBe('verified');
  expect(countsOf(report)['price_history']).toBe(prices);
});

it('makes wide chunks also where an impossible date comes first', async () => {
  await target.reset();
  const path = syntheticFile({ symbols: 1, years: 20 });
  change(path, bar('SYN', '1900-00-00', '1'));
  expect((await target.run(path)).status).toBe('verified');
  const [chunks] = await target.sql<{ n: string }>(
    `SELECT count(*) AS n FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history'`,
  );
  expect(Number(chunks?.n)).toBeLessThan(12);
});

it.each([1, 2] as const)('takes a synthetic file of generation %i with dirt', async (generation) => {
  await target.reset();
  const path = syntheticFile({ generation, dirt: true, years: 3, endMs: Date.UTC(2024, 5, 3) });
  const report = await target.run(path);
  expect(report.status).toBe('verified');
  expect(report.source.generation).toBe(generation);
  expect(reasonsOf(report)).toMatchObject({
    orphan_symbol: 11,
    future_date: 3,
    missing_interval: 3,
    duplicate_option: 2,
  });
  expect(Object.values(reasonsOf(report)).reduce((sum, count) => sum + count)).toBe(76);
});
