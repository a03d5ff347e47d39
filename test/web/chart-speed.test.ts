import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { freshFolder } from '../support/embedded.ts';
import { writeMinuteBars } from '../support/minute-bars.ts';
import { importInto } from '../support/page-data.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

const bars = 50_000;
const frames = 240;
const frameMs = 1_000 / 60;

/** Runs in the page: moves the chart by the wheel once a frame, and gives the milliseconds between frames, ascending. */
const moving = `async (count, how) => {
  const chart = document.querySelector('[aria-roledescription=chart]');
  const [box, target] = [chart.getBoundingClientRect(), chart.querySelectorAll('canvas')[1]];
  chart.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const between = [];
  let last = await nextFrame();
  for (let frame = 0; frame < count; frame++) {
    const away = Math.floor(frame / 60) % 2 === 0 ? 40 : -40;
    const delta = how === 'pan' ? { deltaX: away } : { deltaY: -away };
    const place = { clientX: box.left + 500, clientY: box.top + 200 };
    target.dispatchEvent(new WheelEvent('wheel', { bubbles: true, cancelable: true, ...place, ...delta }));
    const now = await nextFrame();
    between.push(now - last);
    last = now;
  }
  return between.sort((one, other) => one - other);
}`;

function moveByWheel(page: Page, way: 'pan' | 'zoom'): Promise<number[]> {
  return page.evaluate<number[]>(`(${moving})(${frames}, '${way}')`);
}

/** Milliseconds of a processor that the page's own thread has used so far. */
async function computedMs(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'ThreadTime')?.value ?? 0) * 1_000;
}

describe.skipIf(!hasChromium)('fifty thousand bars on the screen', { timeout: 180_000 }, () => {
  let browser: Browser;
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty({ dashboard: await builtDashboard() });
    const file = join(freshFolder('minutes'), 'minutes.csv');
    writeMinuteBars(file, 'FAST', bars);
    await importInto(server, file);
    browser = await launchChromium();
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('move and zoom within the time of a frame', async () => {
    const began = performance.now();
    const { page } = await openPage(browser, `${server.url}/symbols/FAST?interval=1m&range=All`);
    await page.getByText('50,000 bars').waitFor({ timeout: 120_000 });
    const loadMs = performance.now() - began;
    // Bars that are denser than pixels are joined in the background.
    await page.waitForTimeout(2_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable');
    const figures: Record<string, number> = { loadMs };
    for (const way of ['pan', 'zoom'] as const) {
      const before = await computedMs(session);
      const between = await moveByWheel(page, way);
      figures[`${way} computing`] = ((await computedMs(session)) - before) / frames;
      figures[`${way} median`] = between[Math.floor(frames / 2)] as number;
      figures[`${way} p95`] = between[Math.floor(frames * 0.95)] as number;
    }
    if (process.env['STOCKULA_TEST_FIGURES']) process.stderr.write(`${JSON.stringify(figures)}\n`);
    // On a machine that does other things frames come late. What one frame computes is the same on a busy one.
    expect(figures['pan computing'], JSON.stringify(figures)).toBeLessThan(frameMs);
    expect(figures['zoom computing'], JSON.stringify(figures)).toBeLessThan(frameMs);
    await page.close();
  });
});
