import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData || !hasChromium)('the backtest page', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveRealData({ dashboard: await builtDashboard() });
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  test('a strategy is tested, its trades and months looked at, and the run opened again', async () => {
    const { page, complaints } = await openPage(
      browser,
      `${server.url}/backtest?symbol=AAPL&strategy=smacross`,
    );
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('heading', { name: /SMA|Simple/i }).waitFor();
    await page.getByRole('figure', { name: /Equity beside/ }).waitFor();
    expect(new URL(page.url()).searchParams.get('analysis')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await axeFindings(page)).toEqual([]);
    await keepScreenshot(page, 'backtest');
    await page.getByRole('tab', { name: 'Trades' }).click();
    expect(await page.getByRole('region', { name: 'Trades' }).getByRole('row').count()).toBeGreaterThan(5);
    await page.getByRole('tab', { name: 'Months' }).click();
    await page.getByRole('region', { name: 'Monthly returns' }).waitFor();
    await page.getByRole('region', { name: 'Kept backtests' }).getByRole('link').first().click();
    await page.getByText('Curves are drawn of the best strategy').waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  test('parameters are searched for, and the heat map shown, on a phone', async () => {
    const viewport = { width: 390, height: 844 };
    const { page, complaints } = await openPage(browser, `${server.url}/backtest?symbol=SPY`, {
      viewport,
      colorScheme: 'dark',
    });
    await page.getByText('Search', { exact: true }).click();
    await page.getByRole('button', { name: 'Run' }).click();
    await page.getByRole('application', { name: /by parameters/ }).waitFor();
    await keepScreenshot(page, 'backtest-phone');
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await page.close();
  });
});
