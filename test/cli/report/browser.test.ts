import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reportPage } from '../../../src/cli/report/page.ts';
import { findProgram } from '../../../src/infra/system/find-program.ts';
import { freshFolder } from '../../support/embedded.ts';
import { sampleReport } from './sample-report.ts';

const folders = (process.env['PATH'] ?? '').split(':');
const program = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => findProgram(name, folders))
  .find(Boolean);

describe.skipIf(!program)('a report in Chromium, from a file', () => {
  const file = join(freshFolder('report'), 'report.html');
  let browser: Browser;
  /** What the page complained about, and what it asked the network for. */
  const complaints: string[] = [];

  beforeAll(async () => {
    writeFileSync(file, reportPage(sampleReport()));
    browser = await chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
  }, 60_000);

  afterAll(() => browser?.close());

  async function open(options: Parameters<Browser['newPage']>[0]): Promise<Page> {
    const page = await browser.newPage(options);
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => !request.url().startsWith('file:') && complaints.push(request.url()));
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  test.each([
    ['dark', { colorScheme: 'dark', viewport: { width: 1200, height: 4000 } }],
    ['light', { colorScheme: 'light', viewport: { width: 1200, height: 4000 } }],
    [
      'phone',
      { colorScheme: 'light', viewport: { width: 390, height: 4000 }, isMobile: true, hasTouch: true },
    ],
  ] as const)(
    '%s: every chart is drawn, nothing complains, nothing is wider than the window',
    async (_name, options) => {
      const page = await open(options);
      await expect.poll(() => page.locator('.chart[data-drawn] canvas').count()).toBeGreaterThan(8);
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      expect(await page.title()).toContain('Report </script>');
      const light = await page.evaluate('getComputedStyle(document.body).backgroundColor');
      expect(light).toBe(options.colorScheme === 'light' ? 'rgb(255, 255, 255)' : 'rgb(18, 21, 27)');
      await page.close();
      expect(complaints).toEqual([]);
    },
  );

  test('the cross hair tells date and values, and a trade at its bar', async () => {
    const page = await open({ viewport: { width: 1200, height: 4000 } });
    const chart = page.locator('.chart.candles');
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 2);
    await expect
      .poll(() => chart.locator('.legend').textContent())
      .toMatch(/2019-\d\d-\d\dO [\d.]+ {2}H [\d.]+ {2}L/);
    // From right to left until the last trade but one is met.
    let text = '';
    for (let x = box.width * 0.94; x > 0 && !text.includes('buy 10'); x -= 1) {
      await page.mouse.move(box.x + x, box.y + box.height / 2);
      text = (await chart.locator('.legend').textContent()) ?? '';
    }
    expect(text).toMatch(/2020-01-1\d.*buy 10$/);
    await page.close();
  });

  test('the wheel zooms a chart once it was clicked, and a double click shows all again', async () => {
    const page = await open({ viewport: { width: 1200, height: 4000 } });
    const chart = page.locator('.chart.lines').first();
    const box = await chart.boundingBox();
    if (box === null) throw new Error('no chart');
    const at = [box.x + 60, box.y + box.height / 2] as const;
    const dateAt = async (): Promise<string> => {
      await page.mouse.move(box.x + box.width / 2, at[1]);
      await page.mouse.move(box.x + box.width / 2 + 1, at[1]);
      return ((await chart.locator('.legend').textContent()) ?? '').slice(0, 10);
    };
    const before = await dateAt();
    await page.mouse.move(...at);
    await page.mouse.wheel(0, -600);
    await page.waitForTimeout(100);
    expect(await dateAt()).toBe(before);
    await page.mouse.click(...at);
    await page.mouse.wheel(0, -600);
    await expect.poll(dateAt).not.toBe(before);
    await page.mouse.dblclick(...at);
    await expect.poll(dateAt).toBe(before);
    await page.close();
  });

  test('a click on a title sorts by number, greatest first, then the other way, what has none last', async () => {
    const page = await open({ viewport: { width: 1200, height: 4000 } });
    const title = page.locator('table.sortable th button').nth(1);
    const column = () => page.locator('table.sortable tbody td:nth-child(2)').allTextContents();
    await title.click();
    expect(await column()).toEqual(['10', '2', '1.5', '–']);
    await title.click();
    expect(await column()).toEqual(['1.5', '2', '10', '–']);
    await page.close();
  });

  test('printed it is light, with every chart, on a few pages', async () => {
    const page = await open({ colorScheme: 'dark', viewport: { width: 1200, height: 600 } });
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.byteLength).toBeGreaterThan(20_000);
    expect(await page.evaluate(`document.querySelectorAll('.chart[data-drawn]').length`)).toBe(4);
    await page.close();
    expect(complaints).toEqual([]);
  });
});
