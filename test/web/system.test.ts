import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

describe.skipIf(!hasRealData || !hasChromium)('the system page', () => {
  let server: TestServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveRealData({
      dashboard: await builtDashboard(),
      config: 'api:\n  grafana_url: http://grafana.example/d/stockula',
    });
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it.each(['light', 'dark'] as const)(
    'shows every part as the API has it, %s',
    async (colorScheme) => {
      const { page, complaints } = await openPage(browser, `${server.url}/system`, { colorScheme });
      const system = (await (await server.ask('/api/v1/system')).json()) as {
        hypertables: { name: string; chunks: number }[];
        versions: { timescaledb: string };
      };
      const tables = page.getByLabel('Tables over time').getByRole('row');
      await tables.first().waitFor();
      for (const { name, chunks } of system.hypertables)
        expect(await tables.filter({ hasText: name }).innerText()).toMatch(
          new RegExp(`${name}[\\s\\S]*\\b${chunks}\\b`),
        );
      await page.getByText(`TimescaleDB ${system.versions.timescaledb}`).waitFor();
      await page.getByText('ts_price_daily', { exact: true }).waitFor();
      expect(await page.getByRole('link', { name: 'Open Grafana' }).getAttribute('href')).toBe(
        'http://grafana.example/d/stockula',
      );
      expect(await axeFindings(page)).toEqual([]);
      if (colorScheme === 'light') await keepScreenshot(page, 'system');
      expect(complaints).toEqual([]);
      await page.close();
    },
    120_000,
  );

  it('can be used on a phone', async () => {
    const { page } = await openPage(browser, `${server.url}/system`, {
      viewport: { width: 390, height: 844 },
    });
    await page.getByLabel('Tables over time').first().waitFor();
    expect(
      await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'),
    ).toBeLessThanOrEqual(0);
    await page.close();
  }, 60_000);
});
