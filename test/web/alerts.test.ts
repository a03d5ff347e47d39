import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  axeFindings,
  hasChromium,
  keepScreenshot,
  launchChromium,
  openPage,
  type WatchedPage,
} from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasChromium || !hasRealData)('the alerts page', () => {
  let server: TestServer;
  let browser: Browser;
  let opened: WatchedPage;
  let page: Page;

  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    browser = await launchChromium();
    opened = await openPage(browser, `${server.url}/alerts`, { colorScheme: 'dark' });
    page = opened.page;
  }, 400_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function choose(label: string, option: string): Promise<void> {
    await page.getByRole('combobox', { name: label }).click();
    await page.getByRole('option', { name: option, exact: true }).click();
  }

  it('says what to do where there is no rule', async () => {
    await page.getByText('No rules yet').waitFor();
    await page.getByText('Nothing has fired').waitFor();
  });

  it('makes a rule, and says beforehand what it would come to', async () => {
    await page.getByRole('button', { name: 'New rule' }).click();
    await page.getByLabel('Name').fill('Apple above 120');
    await page.getByRole('combobox', { name: 'Symbol of the rule' }).fill('AAPL');
    await page.getByRole('combobox', { name: 'Symbol of the rule' }).press('Enter');
    await choose('Comparison', 'is above');
    await page.getByLabel('Threshold').fill('120');
    await page.getByText('Now: 122.15 (2021-03-31), which is true.').waitFor();
    await page.getByRole('button', { name: 'Make the rule' }).click();
    const row = page.getByRole('region', { name: 'Rules' }).getByRole('row', { name: /Apple above 120/ });
    await row.waitFor();
    expect(await row.innerText()).toContain('AAPL 1d close is above 120.00');
  });

  it('edits it: about an indicator, with its parameters', async () => {
    await page.getByRole('button', { name: 'Edit Apple above 120' }).click();
    await choose('About', 'Indicator');
    await page.getByRole('combobox', { name: 'Indicator', exact: true }).fill('Relative Strength');
    await page
      .getByRole('option', { name: /^Relative Strength Index/i })
      .first()
      .click();
    await choose('Comparison', 'is below');
    await page.getByLabel('Threshold').fill('30');
    await page.getByText(/Now: 47\.75\d+ \(2021-03-31\), which is not true\./).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('AAPL 1d RSI (rsi) is below 30').waitFor();
  });

  it('adds a webhook and shows its secret once', async () => {
    await page.getByLabel('New address').fill('https://example.com/hook');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('It is not shown again').waitFor();
    await page.getByRole('rowheader', { name: 'https://example.com/hook' }).waitFor();
    await page.reload();
    await page.getByRole('rowheader', { name: 'https://example.com/hook' }).waitFor();
    expect(await page.getByText('It is not shown again').count()).toBe(0);
    await keepScreenshot(page, 'alerts');
  });

  it.each(['dark', 'light'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    expect(await axeFindings(page)).toEqual([]);
  });

  it('switches a rule off, and deletes it when that is confirmed', async () => {
    await page.getByLabel('Apple above 120 is on').click({ force: true });
    await page.getByRole('region', { name: 'Rules' }).getByText('off', { exact: true }).waitFor();
    page.once('dialog', (dialog) => void dialog.accept());
    await page.getByRole('button', { name: 'Delete Apple above 120' }).click();
    await page.getByText('No rules yet').waitFor();
  });

  it('fits a phone', async () => {
    const phone = await openPage(browser, `${server.url}/alerts`, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
    });
    await phone.page.getByRole('heading', { name: 'Alerts', level: 1 }).waitFor();
    await phone.page.getByText('No rules yet').waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(phone.complaints).toEqual([]);
  });

  it('complained of nothing', () => expect(opened.complaints).toEqual([]));
});
