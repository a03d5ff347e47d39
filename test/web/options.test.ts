import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { databaseOf } from '../support/database-of.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

const file = join(import.meta.dirname, '../../../shared/data/options/AAPL-chains-2014-06.csv.gz');
const soon = { timeout: 20_000 };
const expiration = '2014-06-13';

interface Row {
  readonly date: string;
  readonly spot: number;
  readonly strike: number;
  readonly isCall: boolean;
  readonly close: number;
  readonly volume: number;
  readonly volatility: number;
}

/** Real daily closes of contracts that are traded, of one expiration. */
function realRows(): Row[] {
  const [, ...lines] = gunzipSync(readFileSync(file)).toString().trim().split('\n');
  return lines
    .map((line) => line.split(','))
    .filter((cells) => cells[2] === expiration && Number(cells[3]) > 300 && Number(cells[8]) > 0)
    .map((cells) => ({
      ...{ date: cells[0] ?? '', spot: Number(cells[1]), strike: Number(cells[3]), isCall: cells[4] === 'C' },
      ...{ close: Number(cells[8]), volume: Number(cells[9]), volatility: Number(cells[11]) },
    }));
}

const contractOf = ({ isCall, strike }: Pick<Row, 'isCall' | 'strike'>): string =>
  `AAPL140613${isCall ? 'C' : 'P'}${String(Math.round(strike * 1_000)).padStart(8, '0')}`;

async function store(server: TestServer, rows: readonly Row[]): Promise<void> {
  const database = await databaseOf(server);
  try {
    for (const table of ['ts_options_calls', 'ts_options_puts']) {
      await database.query(`DELETE FROM ${table} WHERE symbol = 'AAPL'`);
      const own = rows.filter(({ isCall }) => isCall === (table === 'ts_options_calls'));
      await database.query(
        `INSERT INTO ${table} (ts, expiration, strike, last_price, volume, implied_volatility, in_the_money, contract, symbol, source)
         SELECT * FROM unnest($1::timestamptz[], $2::date[], $3::float8[], $4::float8[], $5::bigint[], $6::float8[], $7::boolean[], $8::text[], $9::text[], $10::text[])`,
        [
          own.map(({ date }) => `${date}T20:00:00Z`),
          own.map(() => expiration),
          own.map(({ strike }) => strike),
          own.map(({ close }) => close),
          own.map(({ volume }) => volume),
          own.map(({ volatility }) => volatility),
          own.map(({ strike, spot, isCall }) => (isCall ? strike < spot : strike > spot)),
          own.map(contractOf),
          own.map(() => 'AAPL'),
          own.map(() => 'test'),
        ],
      );
    }
  } finally {
    await database.end();
  }
}

describe.skipIf(!hasChromium || !hasRealData || !existsSync(file))('options', { timeout: 90_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  let rows: Row[];
  const open = (query: string, options = {}) =>
    openPage(browser, `${server.url}/symbols/AAPL?tab=options${query}`, options);
  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    rows = realRows().filter(({ date }) => date <= '2014-06-06');
    await store(server, rows);
    browser = await launchChromium();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(['dark', 'light'] as const)('shows the chain of a day and its smile in %s', async (colorScheme) => {
    const { page, complaints } = await open('&asOf=2014-06-03T20:00:00.000Z', { colorScheme });
    const table = page.getByRole('region', { name: `Options that expire on ${expiration}` });
    await table.waitFor();
    const day = rows.filter(({ date }) => date === '2014-06-03');
    const strikes = [...new Set(day.map(({ strike }) => strike))];
    expect(await table.getByRole('rowheader').count()).toBe(strikes.length);
    const call = day.find(({ strike, isCall }) => strike === 630 && isCall);
    const line = table.getByRole('row').filter({ has: page.getByRole('rowheader', { name: '630.00' }) });
    expect(await line.getByRole('cell').first().innerText()).toBe(call?.close.toFixed(2));
    // The strike next to where the share stood that day is in the middle of what is seen.
    const nearest = strikes.sort((a, b) => Math.abs(a - 628.39) - Math.abs(b - 628.39))[0];
    expect(await table.locator('[data-money] th').innerText()).toBe(nearest?.toFixed(2));
    await expect.poll(() => table.locator('[data-money]').isVisible()).toBe(true);
    const smile = page.getByRole('figure', { name: /^Implied volatility by strike/ });
    const given = day.filter(({ volatility }) => volatility > 0.001);
    await expect.poll(() => smile.locator('circle').count(), soon).toBe(given.length);
    expect(complaints).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    if (colorScheme === 'light') await keepScreenshot(page, 'options');
    await page.close();
  });

  it('shows how a contract went from chain to chain', async () => {
    const { page, complaints } = await open('');
    await page.getByRole('button', { name: /history of Call 640$/ }).click();
    const history = page.getByRole('region', { name: 'History of AAPL140613C00640000' });
    await history.getByRole('application').locator('canvas').first().waitFor();
    await history.getByText('Values as a table').click();
    const own = rows.filter(({ strike, isCall }) => strike === 640 && isCall);
    for (const { date, close } of own) {
      const line = history.getByRole('row', { name: new RegExp(date) });
      expect(await line.innerText()).toContain(close.toFixed(2));
    }
    expect(own.length).toBeGreaterThan(3);
    await expect.poll(() => page.url()).toContain('contract=AAPL140613C00640000');
    await history.getByRole('button', { name: 'Close the history' }).click();
    await history.waitFor({ state: 'detached' });
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('goes to another day', async () => {
    const { page } = await open('');
    await page.getByLabel('As of').selectOption({ label: '2014-06-02 20:00' });
    const first = rows.find(({ date, strike, isCall }) => date === '2014-06-02' && strike === 630 && isCall);
    const cell = page.getByRole('button', { name: /history of Call 630$/ });
    await expect.poll(() => cell.innerText(), soon).toBe(first?.close.toFixed(2));
    await expect.poll(() => page.url()).toContain('asOf=2014-06-02');
    await page.close();
  });

  it('fits a phone, and says where there are none', async () => {
    const { page, complaints } = await open('', { viewport: { width: 390, height: 844 } });
    await page.getByRole('figure', { name: /^Implied volatility by strike/ }).waitFor();
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    await page.goto(`${server.url}/symbols/IBM?tab=options`);
    await page.getByText('No option chain is stored of IBM').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });
});
