import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveEmpty, serveRealData, type TestServer } from '../support/served.ts';

const symbolsIn = (page: Page, table: string): Promise<string[]> =>
  page.getByRole('region', { name: table, exact: true }).getByRole('rowheader').allInnerTexts();

describe.skipIf(!hasChromium || !hasRealData)('the overview', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    browser = await launchChromium();
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(['light', 'dark'] as const)('shows quotes, movers and freshness in %s', async (colorScheme) => {
    const { page, complaints } = await openPage(browser, server.url, { colorScheme });
    await page.getByRole('img', { name: /^SPY, last 60 closes: from [\d.,]+ to 396\.33$/ }).waitFor();
    expect(await symbolsIn(page, 'All instruments')).toEqual(['AAPL', 'BAC', 'GOOG', 'IBM', 'QQQ', 'SPY']);
    const row = page.getByRole('region', { name: 'All instruments' }).getByRole('row', { name: /^AAPL/ });
    expect(await row.innerText()).toContain('122.15');
    // 122.15 after 119.90 the day before.
    expect(await row.innerText()).toContain('+1.88%');
    expect(await symbolsIn(page, 'Largest gains')).toEqual(['AAPL', 'QQQ', 'GOOG', 'SPY']);
    await page.getByText('Losers').click();
    await expect.poll(() => symbolsIn(page, 'Largest losses')).toEqual(['IBM', 'BAC']);
    const reach = page.getByRole('region', { name: 'How far bars reach' });
    expect(await reach.innerText()).toMatch(/XNYS\s+1d\s+0 of 6\s+2021-03-31/);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    if (colorScheme === 'dark') await keepScreenshot(page, 'overview');
    await page.close();
  });

  it('sorts by a column, the largest figures first', async () => {
    const { page } = await openPage(browser, server.url);
    const table = page.getByRole('region', { name: 'All instruments' });
    const head = table.getByRole('columnheader', { name: /^Change/ });
    await head.getByRole('button').click();
    expect(await symbolsIn(page, 'All instruments')).toEqual(['AAPL', 'QQQ', 'GOOG', 'SPY', 'BAC', 'IBM']);
    expect(await head.getAttribute('aria-sort')).toBe('descending');
    await head.getByRole('button').press('Enter');
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    expect((await symbolsIn(page, 'All instruments'))[0]).toBe('IBM');
    await page.close();
  });

  it('leads to a symbol by its link and anywhere in its row', async () => {
    const { page } = await openPage(browser, server.url);
    await page.getByRole('region', { name: 'All instruments' }).getByRole('link', { name: 'GOOG' }).click();
    await page.waitForURL('**/symbols/GOOG');
    await page.goBack();
    await page.getByRole('cell', { name: 'Bank of America' }).click();
    await page.waitForURL('**/symbols/BAC');
    await page.close();
  });

  it('keeps watchlists: makes, fills, orders, renames and deletes one', async () => {
    const { page, complaints } = await openPage(browser, server.url);
    const lists = async () => (await server.json<{ watchlists: unknown[] }>('/api/v1/watchlists')).watchlists;
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Technology');
    await page.keyboard.press('Enter');
    const add = page.getByRole('combobox', { name: 'Add a symbol' });
    await add.waitFor();
    // By its name, of what is stored.
    await add.fill('alphabet');
    await page.getByRole('option', { name: /GOOG/ }).click();
    // By its symbol, whether it is stored or not.
    for (const symbol of ['aapl', 'MSFT', 'IBM']) {
      await add.fill(symbol);
      await add.press('Enter');
      await page.getByRole('button', { name: `Remove ${symbol.toUpperCase()}` }).waitFor();
    }
    await expect
      .poll(lists)
      .toMatchObject([{ name: 'Technology', symbols: ['GOOG', 'AAPL', 'MSFT', 'IBM'] }]);
    await add.fill('IBM');
    await add.press('Enter');
    await page.getByText('IBM is in the list already').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await keepScreenshot(page, 'watchlist');

    await page.getByRole('button', { name: 'Move GOOG down' }).press('Enter');
    await page.getByRole('button', { name: 'Remove IBM' }).press('Alt+ArrowUp');
    await page.getByRole('button', { name: 'Remove MSFT' }).press('Enter');
    await page.getByRole('textbox', { name: 'Name' }).fill('Large');
    await page.getByRole('textbox', { name: 'Name' }).press('Enter');
    await expect.poll(lists).toMatchObject([{ name: 'Large', symbols: ['AAPL', 'GOOG', 'IBM'] }]);

    await add.fill('ZZZZ');
    await add.press('Enter');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => symbolsIn(page, 'Large')).toEqual(['AAPL', 'GOOG', 'IBM', 'ZZZZ']);
    expect(await page.getByRole('row', { name: /^ZZZZ/ }).innerText()).toContain('nothing stored yet');
    // The address leads to the list.
    await page.reload();
    await expect.poll(() => symbolsIn(page, 'Large')).toEqual(['AAPL', 'GOOG', 'IBM', 'ZZZZ']);

    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('button', { name: 'Delete this list' }).click();
    await page.getByRole('button', { name: 'Delete “Large” for good' }).click();
    await page.getByRole('heading', { name: 'All instruments' }).waitFor();
    expect(await lists()).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says where a list cannot be kept', async () => {
    const { page } = await openPage(browser, server.url);
    await server.ask('/api/v1/watchlists', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Taken' }),
    });
    await page.getByRole('button', { name: 'New list' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Taken');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('Give it another name.').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  it('fits a phone', async () => {
    const { page, complaints } = await openPage(browser, server.url, {
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('region', { name: 'How far bars reach' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('tells what fails, and asks again', async () => {
    const { page } = await openPage(browser, `${server.url}/system`);
    await page.route('**/api/v1/movers*', (route) => route.abort());
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    const alert = page.getByRole('region', { name: 'Movers' }).getByRole('alert');
    await alert.waitFor();
    await page.unroute('**/api/v1/movers*');
    await alert.getByRole('button', { name: 'Ask again' }).click();
    await expect.poll(() => symbolsIn(page, 'Largest gains')).toContain('AAPL');
    await page.close();
  });
});

describe.skipIf(!hasChromium)('the overview of an empty database', () => {
  it('says how to bring data', async () => {
    const server = await serveEmpty({ dashboard: await builtDashboard() });
    const browser = await launchChromium();
    try {
      const { page, complaints } = await openPage(browser, server.url);
      await page.getByText('stockula etl fetch').waitFor();
      await page.getByText('Nothing is stored yet').waitFor();
      expect(await axeFindings(page)).toEqual([]);
      expect(complaints).toEqual([]);
    } finally {
      await browser.close();
      await server.close();
    }
  });
});
