import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, launchChromium } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { hasRealData, serveRealData, type TestServer } from '../support/served.ts';

/** Compressed bytes of script that the overview may take, the charts apart. */
const most = 250_000;

describe.skipIf(!hasChromium || !hasRealData)('the first look at the overview', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = await builtDashboard();
    server = await serveRealData({ dashboard: folder });
  }, 400_000);
  afterAll(() => server?.close());

  it('loads little script, and shows the first row soon', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      const scripts = new Set<string>();
      page.on('request', (request) => request.resourceType() === 'script' && scripts.add(request.url()));
      // Once to warm the server, as it is for whoever comes second.
      await page.goto(server.url);
      await page.getByRole('rowheader', { name: 'AAPL' }).first().waitFor();
      const sizes = [...scripts].map(
        (url) => gzipSync(readFileSync(join(folder, new URL(url).pathname))).length,
      );
      expect(sizes.length).toBeGreaterThan(1);
      const size = sizes.reduce((sum, one) => sum + one, 0);
      expect(size).toBeLessThan(most);
      const fresh = await browser.newContext();
      const second = await fresh.newPage();
      const began = performance.now();
      await second.goto(server.url);
      await second.getByRole('rowheader', { name: 'AAPL' }).first().waitFor();
      const took = performance.now() - began;
      process.stdout.write(
        `first load: ${size} bytes of script (gzip), first row after ${Math.round(took)} ms\n`,
      );
      // 1.5 s on a machine at rest; this one may do much else.
      expect(took).toBeLessThan(10_000);
    } finally {
      await browser.close();
    }
  });
});
