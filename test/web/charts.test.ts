import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveCharts } from '../support/charts-page.ts';
import { axeFindings, hasChromium, launchChromium, openPage } from '../support/chromium.ts';

const legend = (page: Page, at: number) => page.locator('[data-chart-legend]').nth(at);

/** Also on a machine that does other things. */
const soon = { timeout: 20_000 };

describe.skipIf(!hasChromium)('charts', { timeout: 60_000 }, () => {
  let browser: Browser;
  let charts: Awaited<ReturnType<typeof serveCharts>>;
  beforeAll(async () => {
    charts = await serveCharts();
    browser = await launchChromium();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    charts?.close();
  });

  it.each(['dark', 'light'] as const)('draw lines, areas, bands and marks in %s', async (colorScheme) => {
    const { page, complaints } = await openPage(browser, charts.url, { colorScheme });
    await page
      .getByRole('application', { name: 'Equity of a made-up run' })
      .locator('canvas')
      .first()
      .waitFor();
    // The last values stand in the legend until the cross hair is somewhere.
    await expect.poll(() => legend(page, 0).textContent(), soon).toContain('Equity 12,098');
    expect(await legend(page, 1).textContent()).toContain('95% 124.66 to 136.67');
    expect(complaints).toEqual([]);
    expect(await axeFindings(page)).toEqual([]);
    await page.close();
  });

  it('move by keys, and say what is there', async () => {
    const { page } = await openPage(browser, charts.url);
    const chart = page.getByRole('application', { name: 'Equity of a made-up run' });
    await chart.locator('canvas').first().waitFor();
    await chart.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => legend(page, 0).textContent(), soon).toContain('2020-01-01');
    // Day 50 has a mark, which the legend tells.
    for (let step = 0; step < 2; step++) await page.keyboard.press('PageDown');
    for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => legend(page, 0).textContent(), soon).toMatch(/2020-02-20.*Buy/);
    await page.keyboard.press('Escape');
    await expect.poll(() => legend(page, 0).textContent(), soon).toContain('2021-02-03');
    await page.close();
  });

  it('take another day without being made anew', async () => {
    const { page } = await openPage(browser, charts.url);
    const chart = page.getByRole('application', { name: 'Equity of a made-up run' });
    await chart
      .locator('canvas')
      .first()
      .evaluate((canvas) => canvas.setAttribute('data-first', 'yes'));
    await page.getByRole('button', { name: 'One more day' }).click();
    await expect.poll(() => legend(page, 0).textContent(), soon).toContain('2021-02-04');
    expect(await chart.locator('canvas[data-first]').count()).toBe(1);
    await page.close();
  });

  it('have a table of their values', async () => {
    const { page } = await openPage(browser, charts.url);
    const figure = page.getByRole('figure', { name: 'Returns of a grid' });
    await figure.getByText('Values as a table').click();
    const cell = figure.getByRole('row', { name: /^100 / }).getByRole('cell').nth(1);
    expect(await cell.textContent()).toBe(`${((Math.sin(1_000) / 4) * 100).toFixed(2)}%`);
    await page.close();
  });

  it('go from point to point and from cell to cell by keys, and pick', async () => {
    const { page } = await openPage(browser, charts.url);
    const smile = page.getByRole('application', { name: /A made-up smile/ });
    await smile.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    const said = page.getByRole('figure', { name: 'A made-up smile' });
    await expect.poll(() => said.textContent(), soon).toContain('Puts: Strike 82.00');
    const grid = page.getByRole('application', { name: /Returns of a grid/ });
    await grid.focus();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
    await expect.poll(() => page.locator('output').textContent(), soon).toBe('10 and 50');
    await page.close();
  });
});
