import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { freshFolder } from '../support/embedded.ts';
import { hasRealData, serveMigrated, serveRealData, type TestServer } from '../support/served.ts';
import { dirtySharedFile } from '../support/sources.ts';

describe.skipIf(!hasRealData || !hasChromium)('the data page', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('shows what is held, and has what is missing fetched', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/data`);
    await page.getByRole('img', { name: /^AAPL 1d: held 1998-01-02 to / }).waitFor();
    expect(await page.getByRole('link', { name: 'SPY', exact: true }).count()).toBe(1);
    expect(await axeFindings(page)).toEqual([]);
    await keepScreenshot(page, 'data');
    await page.getByRole('link', { name: 'AAPL', exact: true }).click();
    await page.getByRole('heading', { name: 'AAPL', exact: true }).waitFor();
    expect(page.url()).toContain('symbol=AAPL');
    await page.getByRole('button', { name: /^Fetch AAPL 1d from 2021/ }).click();
    await page.getByText('A job was queued').waitFor();
    await page.getByRole('tab', { name: 'Jobs' }).click();
    await page.getByRole('button', { name: 'Cancel: fetch-bars AAPL' }).click();
    await page.getByRole('button', { name: 'Try again: fetch-bars AAPL' }).waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);

  it('imports a file whose columns it is told', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/data?tab=upload`, {
      colorScheme: 'dark',
    });
    const file = join(freshFolder('web'), 'kurse.csv');
    writeFileSync(
      file,
      [
        'Datum;Erster;Hoch;Tief;Schlusskurs',
        '02.01.2024;10,5;11,25;9,75;10,8',
        '30.01.2024;10,8;11,5;10,1;11,2',
      ].join('\n'),
    );
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Something has to be said first').waitFor({ timeout: 30_000 });
    for (const [field, column] of Object.entries({
      Date: 'Datum',
      Open: 'Erster',
      High: 'Hoch',
      Low: 'Tief',
      Close: 'Schlusskurs',
    }))
      await page.getByLabel(field, { exact: true }).selectOption(column);
    await page.getByLabel('Symbol of all rows').fill('SAP.DE');
    await page.getByLabel('Interval of all rows').selectOption('1d');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('The first bars as they would be stored').waitFor({ timeout: 30_000 });
    expect(await axeFindings(page)).toEqual([]);
    await page.getByRole('button', { name: 'Import', exact: true }).click();
    const result = page.getByLabel('What became of its rows');
    await result.waitFor({ timeout: 60_000 });
    expect(await result.getByRole('row').nth(1).innerText()).toMatch(/SAP\.DE\s+1d\s+2\s/);
    await page.getByRole('tab', { name: 'Runs' }).click();
    await page.getByText('kurse.csv').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  }, 180_000);

  it('can be used on a phone', async () => {
    for (const tab of ['coverage', 'quarantine', 'upload', 'runs', 'jobs']) {
      const { page } = await openPage(browser, `${server.url}/data?tab=${tab}`, {
        viewport: { width: 390, height: 844 },
      });
      await page.getByRole('tab', { name: new RegExp(tab, 'i') }).waitFor();
      await page.waitForLoadState('networkidle');
      const overflow = await page.evaluate('document.documentElement.scrollWidth - window.innerWidth');
      expect(overflow, tab).toBeLessThanOrEqual(0);
      await page.close();
    }
  }, 120_000);
});

describe.skipIf(!hasRealData || !hasChromium)('the quarantine', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveMigrated(dirtySharedFile, { dashboard: await builtDashboard() });
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('explains a row field by field', async () => {
    const { page, complaints } = await openPage(
      browser,
      `${server.url}/data?tab=quarantine&reason=negative_price`,
    );
    await page.getByText('This row has a negative price.').waitFor();
    const rows = page.getByLabel('Rows that were set aside').getByRole('row');
    expect(await rows.count()).toBe(5);
    await rows.nth(1).getByRole('button').click();
    const fields = page.getByLabel('The row as it came');
    await fields.waitFor();
    const wrong = fields.locator('tbody tr').filter({ hasText: 'wrong' });
    expect(await wrong.count()).toBeGreaterThan(0);
    for (const text of await wrong.allInnerTexts()) expect(text).toMatch(/_price[\s\S]*-\d/);
    await page.getByText('Correct it in the older application’s file').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await keepScreenshot(page, 'quarantine');
    expect(complaints).toEqual([]);
    await page.close();
  }, 120_000);
});
