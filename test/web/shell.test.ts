import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasChromium || !hasRealData)('the shell of the dashboard', () => {
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

  const open = (path = '/', options?: BrowserContextOptions) => openPage(browser, server.url + path, options);

  it('finds symbols and pages by keyboard alone', async () => {
    const { page, complaints } = await open();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('textbox', { name: 'Symbol, company or page' });
    await field.waitFor();
    await page.keyboard.type('bank of');
    await page.getByRole('button', { name: /BAC/ }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/symbols/BAC');
    await page.keyboard.press('Control+k');
    await field.waitFor();
    await page.keyboard.type('syst');
    await page.getByRole('dialog').getByRole('button', { name: 'System' }).waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/system');
    // Whoever cannot see the page hears its heading.
    await expect.poll(() => page.evaluate('document.activeElement?.textContent')).toBe('System');
    expect(await page.title()).toBe('System · Stockula');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('follows the first result where Enter comes before the results do', async () => {
    const { page } = await open();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('textbox', { name: 'Symbol, company or page' });
    await field.pressSequentially('apple');
    await field.press('Enter');
    await page.waitForURL('**/symbols/AAPL');
    await page.close();
  });

  it('says when nothing is found', async () => {
    const { page } = await open();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Control+k');
    await page.getByRole('textbox', { name: 'Symbol, company or page' }).pressSequentially('zzzzz');
    await page.getByText('Nothing is called "zzzzz"').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('has the colours that were chosen, also the next time', async () => {
    const { page, complaints } = await open('/', { colorScheme: 'light' });
    const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
    expect(await scheme()).toBe('light');
    await page.getByRole('button', { name: /^Colours/ }).click();
    await page.getByRole('menuitem', { name: 'Dark' }).click();
    expect(await scheme()).toBe('dark');
    // While it fades, its colours are neither those of before nor of after.
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.reload();
    await page.getByRole('button', { name: 'Colours: Dark' }).waitFor();
    expect(await scheme()).toBe('dark');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('has its navigation behind a button on a phone', async () => {
    const { page, complaints } = await open('/', { viewport: { width: 390, height: 844 } });
    const link = page.getByRole('navigation').getByRole('link', { name: 'System' });
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect.poll(() => link.isVisible().then((seen) => seen && isInView())).toBe(false);
    await page.getByRole('button', { name: 'Navigation' }).click();
    await expect.poll(isInView).toBe(true);
    await link.click();
    await page.waitForURL('**/system');
    await expect.poll(isInView).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();

    async function isInView(): Promise<boolean> {
      const box = await link.boundingBox();
      return box !== null && box.x >= 0 && box.x + box.width <= 390;
    }
  });

  it('skips to the content', async () => {
    const { page } = await open();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.id')).toBe('content');
    await page.close();
  });

  it('has a page for addresses without one', async () => {
    const { page } = await open('/no/such/page');
    await page.getByRole('heading', { level: 1, name: 'No such page' }).waitFor();
    await page.getByRole('main').getByRole('link', { name: 'overview' }).click();
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'No such page' }).waitFor();
    await page.close();
  });

  it('keeps the failure of a page to the page', async () => {
    const { page } = await open('/');
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor();
    // A server of another version does not have the parts of this one.
    await page.route('**/assets/system-page-*.js', (route) => route.fulfill({ status: 404, body: '' }));
    await page.getByRole('navigation').getByRole('link', { name: 'System' }).click();
    await page.getByRole('alert').getByText('This page could not be loaded').waitFor();
    await page.unroute('**/assets/system-page-*.js');
    await page.getByRole('button', { name: 'Load again' }).click();
    await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
    await page.close();
  });

  it('says that the server is away, and when it is back', async () => {
    const { page } = await open('/system');
    await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
    await page.context().setOffline(true);
    await page.getByText('No connection').waitFor();
    await page.context().setOffline(false);
    await page.getByText('No connection').waitFor({ state: 'hidden' });
    await page.close();
  });

  it('marks what comes from old data', async () => {
    const { page } = await open('/system');
    const stale = {
      since: new Date(Date.now() - 7_200_000).toISOString(),
      reason: 'connection refused',
      file: null,
    };
    await page.route('**/api/v1/freshness', async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...(await answer.json()), stale } });
    });
    await page.getByRole('navigation').getByRole('link', { name: 'Overview' }).click();
    await page.getByText('since 2 hours ago: connection refused').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('navigation').getByRole('link', { name: 'System' }).click();
    await page.getByText('connection refused').waitFor({ state: 'hidden' });
    await page.close();
  });
});
