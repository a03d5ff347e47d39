import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EtlWorkplace, makeEtlWorkplace } from './etl-workplace.ts';

let place: EtlWorkplace;
beforeAll(async () => {
  place = await makeEtlWorkplace();
}, 60_000);
afterAll(() => place.close());
const patience = { timeout: 60_000 };

test('option chains accumulate, and one symbol that fails keeps no other', patience, async () => {
  const first = await place.etl('options', 'AAPL', 'NOPE', '-o', 'json');
  expect(first.status).toBe(12);
  expect(JSON.parse(first.stdout)).toMatchObject([
    { symbol: 'AAPL', outcome: 'success' },
    {
      symbol: 'NOPE',
      outcome: 'failed',
      rows: 0,
      reason: expect.stringContaining('does not know the symbol'),
    },
  ]);
  const [{ rows }] = JSON.parse(first.stdout);
  expect(rows).toBeGreaterThan(0);
  expect((await place.etl('options', 'AAPL')).status).toBe(0);
  const { stdout } = await place.stockula(
    'sql',
    'SELECT count(*) AS quotes, count(DISTINCT ts) AS times FROM (SELECT ts FROM ts_options_calls UNION ALL SELECT ts FROM ts_options_puts) AS q',
    '-o',
    'json',
  );
  expect(JSON.parse(stdout)).toMatchObject([{ quotes: String(2 * rows), times: '2' }]);
});

test('company data make an instrument known by name', patience, async () => {
  const run = await place.etl('company', 'MSFT');
  expect(run).toMatchObject({ status: 0, stdout: expect.stringContaining('✓ success') });
  const { stdout } = await place.stockula(
    'sql',
    `SELECT name FROM stocks WHERE symbol = 'MSFT'`,
    '-o',
    'json',
  );
  expect(JSON.parse(stdout)[0].name).toBeTruthy();
});

test('rates say who did not answer; nothing is asked offline; wrong use is refused', patience, async () => {
  expect((await place.etl('rates', '--offline')).status).toBe(11);
  expect((await place.etl('options', 'AAPL', '--offline')).status).toBe(11);
  expect((await place.etl('company')).status).toBe(2);
});
