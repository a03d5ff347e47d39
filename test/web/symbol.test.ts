import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hourlyFile, importInto } from '../support/page-data.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

/** Waits until the chart is drawn. */
async function chartOf(page: Page) {
  const chart = page.getByRole('application');
  await chart.locator('canvas').first().waitFor();
  return chart;
}

/** What the legend says. */
const legendOf = (page: Page) => page.locator('[data-chart-legend]').first();

/** Also on a machine that does other things. */
const soon = { timeout: 20_000 };

describe.skipIf(!hasChromium || !hasRealData)('the page of a symbol', { timeout: 60_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  const open = (path: string, options = {}) => openPage(browser, server.url + path, options);

  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    await importInto(server, hourlyFile('AAPL'));
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(['dark', 'light'] as const)(
    'shows candles and where the symbol stands, in %s',
    async (colorScheme) => {
      const { page, complaints } = await open('/symbols/AAPL', { colorScheme });
      await chartOf(page);
      expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('AAPL');
      expect(await page.getByRole('main').textContent()).toContain('Apple Inc.');
      // The last bar in the legend is the last one of the API.
      const { columns } = await server.json<{ columns: { close: number[] } }>(
        '/api/v1/bars/AAPL?order=desc&limit=1',
      );
      await expect
        .poll(() => legendOf(page).textContent(), soon)
        .toContain(`C ${columns.close[0]?.toFixed(2)}`);
      expect(complaints).toEqual([]);
      expect(await axeFindings(page)).toEqual([]);
      await keepScreenshot(page, `symbol-${colorScheme}`);
      await page.close();
    },
  );

  it('shows the split of 2020 in raw prices, and none where it is adjusted for', async () => {
    const closes = async (adjust: string) => {
      const path = `/symbols/AAPL?interval=1h&adjust=${adjust}&range=5Y&from=2020-08-27&to=2020-09-02`;
      const { page } = await open(path);
      const chart = await chartOf(page);
      await page.getByText('Values as a table').waitFor();
      await chart.focus();
      await page.keyboard.press('ArrowLeft');
      const found: number[] = [];
      // Back over the open of 2020-08-31, bar by bar.
      for (let step = 0; step < 40; step++) {
        const text = (await legendOf(page).textContent()) ?? '';
        const [, close] = /C ([\d,.]+)/.exec(text) ?? [];
        found.push(Number(close?.replace(',', '')));
        await page.keyboard.press('ArrowLeft');
      }
      await page.close();
      return found;
    };
    const [raw, split] = [await closes('raw'), await closes('split')];
    const largest = (values: number[]) =>
      Math.max(...values.slice(1).map((value, at) => value / (values[at] as number)));
    expect(largest(raw)).toBeGreaterThan(3.5);
    expect(largest(split)).toBeLessThan(1.2);
  });

  it('keeps what is chosen in the address', async () => {
    const { page, complaints } = await open('/symbols/AAPL');
    await chartOf(page);
    await page.getByRole('button', { name: '5Y' }).click();
    await page.getByLabel('Interval').selectOption('1wk');
    await page.getByLabel('Logarithmic').check();
    await expect.poll(() => page.url(), soon).toContain('interval=1wk&range=5Y&scale=log');
    await page.reload();
    await chartOf(page);
    expect(await page.getByLabel('Interval').inputValue()).toBe('1wk');
    expect(await page.getByRole('button', { name: '5Y' }).getAttribute('aria-pressed')).toBe('true');
    await expect.poll(() => page.getByRole('main').textContent(), soon).toContain('made of 1d bars');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('loads older bars when one goes back, and says in the address where one is', async () => {
    const { page, complaints } = await open('/symbols/AAPL');
    const chart = await chartOf(page);
    const main = page.getByRole('main');
    await expect.poll(() => main.textContent(), soon).toContain('1,500 bars');
    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => main.textContent(), soon).toContain('5,849 bars');
    await page.keyboard.press('Home');
    await expect.poll(() => legendOf(page).textContent(), soon).toContain('1998-01-02');
    await expect.poll(() => page.url(), soon).toContain('from=');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('compares with other symbols from a common start', async () => {
    const { page, complaints } = await open('/symbols/AAPL?range=5Y');
    await chartOf(page);
    await page.getByRole('combobox', { name: 'Compare with' }).fill('spy');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.url(), soon).toContain('compare=SPY');
    await expect.poll(() => legendOf(page).textContent(), soon).toMatch(/AAPL.*%.*SPY.*%/);
    const bars = await server.json<{ columns: { close: number[] } }>(
      '/api/v1/bars/SPY?from=2016-03-31&limit=2000',
    );
    const change = ((bars.columns.close.at(-1) as number) / (bars.columns.close[0] as number) - 1) * 100;
    expect(await legendOf(page).textContent()).toContain(`SPY ${change.toFixed(2)}%`);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('fits a phone', async () => {
    const { page, complaints } = await open('/symbols/AAPL', { viewport: { width: 390, height: 844 } });
    await chartOf(page);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says what is wrong with a symbol that is not there', async () => {
    const { page } = await open('/symbols/NOPE');
    await expect.poll(() => page.getByRole('alert').textContent(), soon).toContain('NOPE');
    await page.close();
  });
});
