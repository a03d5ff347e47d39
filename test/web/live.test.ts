import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { freshFolder } from '../support/embedded.ts';
import { importInto } from '../support/page-data.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

/** Also on a machine that does other things. */
const soon = { timeout: 30_000 };

/** Has bars of days from 2024-01-02 on go through the pipeline. */
async function write(server: TestServer, closes: readonly number[]): Promise<void> {
  const dates = '2024-01-02 2024-01-03 2024-01-04 2024-01-05 2024-01-08 2024-01-09'.split(' ');
  const lines = closes.map(
    (close, at) => `LIVE,1d,${dates[at]},${close},${close + 1},${close - 1},${close},${1_000 + at}`,
  );
  const file = join(freshFolder('live'), 'bars.csv');
  writeFileSync(file, `symbol,interval,ts,open,high,low,close,volume\n${lines.join('\n')}\n`);
  await importInto(server, file);
}

const legendOf = (page: Page) => page.locator('[data-chart-legend]').first();

describe.skipIf(!hasChromium)('what is written while pages are open', { timeout: 120_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty({ dashboard: await builtDashboard() });
    await write(server, [100, 101]);
    browser = await launchChromium();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('appears in chart, header and indicators, and in the quotes', async () => {
    const { page, complaints } = await openPage(
      browser,
      `${server.url}/symbols/LIVE?indicators=sma:timeperiod=2`,
    );
    const overview = await openPage(browser, server.url);
    const main = page.getByRole('main');
    const row = overview.page.getByRole('row', { name: /^LIVE/ }).first();
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('C 101.00');
    await expect.poll(() => row.innerText(), soon).toContain('101.00');
    for (const each of [page, overview.page])
      await each.getByRole('status').filter({ hasText: /live$/ }).waitFor(soon);
    // Bars of a page that was made anew would be right as well: this one is still the same.
    await page.evaluate('document.querySelector("[data-chart-legend]").dataset.first = "yes"');
    await write(server, [100, 101, 104.5]);
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('C 104.50');
    await expect.poll(() => main.textContent(), soon).toContain('3 bars');
    await expect.poll(() => main.textContent(), soon).toContain('Last 1d bar 2024-01-04');
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('SMA 2 102.75');
    await expect.poll(() => row.innerText(), soon).toMatch(/104\.50[\s\S]*\+3\.47%/);
    expect(await page.locator('[data-first=yes]').count()).toBe(1);
    expect([...complaints, ...overview.complaints]).toEqual([]);
    await page.close();
    await overview.page.close();
  });

  it('is asked for at most once a second, however often it is written', async () => {
    const { page } = await openPage(browser, `${server.url}/symbols/LIVE`);
    await page.getByRole('status').filter({ hasText: /live$/ }).waitFor(soon);
    const asked: number[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/api/v1/bars/LIVE?')) asked.push(Date.now());
    });
    for (const close of [105, 106, 107]) await write(server, [100, 101, 104.5, close]);
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('C 107.00');
    const pauses = asked.slice(1).map((time, at) => time - (asked[at] as number));
    expect(Math.min(2_000, ...pauses)).toBeGreaterThan(900);
    await page.close();
  });

  it('is made up for after the connection was refused', async () => {
    const { page } = await openPage(browser, `${server.url}/system`);
    let isRefused = true;
    await page.route('**/api/v1/live*', (route) =>
      isRefused ? route.fulfill({ status: 503, body: '' }) : route.continue(),
    );
    await page.goto(`${server.url}/symbols/LIVE`);
    await page.getByText('live updates paused').waitFor();
    isRefused = false;
    await page.getByRole('status').filter({ hasText: /live$/ }).waitFor(soon);
    await write(server, [100, 101, 104.5, 107, 108]);
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('C 108.00');
    await page.close();
  });
});
