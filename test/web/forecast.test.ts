import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasChromium || !hasRealData)('the forecast page', () => {
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

  it('forecasts a symbol, ranks models, and keeps what it said', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/forecast`);
    await page.getByText('No forecast asked for').waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.getByLabel('Symbol').fill('ibm');
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    await page.getByRole('application', { name: 'Forecast of IBM, 21 bars' }).waitFor({ timeout: 90_000 });
    const ranking = page.getByRole('region', { name: 'Models by error' }).last();
    const names = await ranking.getByRole('rowheader').allInnerTexts();
    expect(names).toContain('naive');
    expect(names).toContain('combination');
    const kept = page.getByRole('region', { name: 'Forecasts that were made' });
    await kept.getByRole('button', { name: 'IBM 1d' }).click();
    await page.getByRole('heading', { name: 'IBM from 2021-03-31, and what happened' }).waitFor();
    expect(page.url()).toContain('symbol=IBM');
    expect(await axeFindings(page)).toEqual([]);
    await page.evaluate('window.scrollTo(0, 0)');
    await keepScreenshot(page, 'forecast');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('says in dark and on a phone why there is no forecast', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/forecast?symbol=NOBODY`, {
      colorScheme: 'dark',
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('button', { name: 'Forecast', exact: true }).click();
    await page
      .getByRole('alert')
      .getByText(/NOBODY/)
      .waitFor({ timeout: 60_000 });
    expect(await axeFindings(page)).toEqual([]);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
