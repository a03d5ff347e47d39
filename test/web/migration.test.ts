import { chmodSync, copyFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
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
import { freshFolder } from '../support/embedded.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

const source = join(import.meta.dirname, '../../../shared/data/legacy/stockula.db');

describe.skipIf(!hasChromium || !existsSync(source))('the migration page', () => {
  const file = join(freshFolder('older'), 'stockula.db');
  let server: TestServer;
  let browser: Browser;
  let opened: WatchedPage;

  beforeAll(async () => {
    copyFileSync(source, file);
    chmodSync(file, 0o600);
    server = await serveEmpty({
      config: `storage:\n  backend: sqlite\ndata:\n  db_path: ${file}`,
      dashboard: await builtDashboard(),
    });
    browser = await launchChromium();
    opened = await openPage(browser, `${server.url}/migration`, { colorScheme: 'dark' });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  async function act(action: string, prepare?: (page: WatchedPage['page']) => Promise<void>): Promise<void> {
    const { page } = opened;
    await page.getByRole('button', { name: action, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await prepare?.(page);
    await dialog.getByRole('button', { name: action, exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
  }

  it('offers a plan before anything, and shows its counts', async () => {
    const { page } = opened;
    await page.getByText('No migration was begun').waitFor();
    await act('Plan');
    await page.getByRole('rowheader', { name: 'price_history' }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('row', { name: /price_history/ }).innerText()).toContain('31,543');
  });

  it('migrates live, step by step, and leaves who answers as it was', async () => {
    const { page } = opened;
    await act('Migrate');
    await page.getByRole('status', { name: 'Migrating' }).waitFor();
    await page.getByText('✓ equal').first().waitFor({ timeout: 100_000 });
    await page.getByText('Validate integrity', { exact: true }).waitFor();
    expect(await page.locator('main [aria-current=true]').innerText()).toContain('Older file');
    await keepScreenshot(page, 'migration');
  });

  it('switches only once its name is typed, and goes back the same way', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Switch', exact: true }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Switch', exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await page.getByLabel('Type "switch" to confirm').fill('switch');
    await confirm.click();
    await page.locator('main [aria-current=true]', { hasText: 'TimescaleDB' }).waitFor({ timeout: 60_000 });
    await act('Roll back', (shown) => shown.getByLabel('Type "rollback" to confirm').fill('rollback'));
    await page.locator('main [aria-current=true]', { hasText: 'Older file' }).waitFor({ timeout: 60_000 });
  });

  it.each(['dark', 'light'] as const)('axe finds nothing serious in %s', async (colorScheme) => {
    await opened.page.emulateMedia({ colorScheme });
    expect(await axeFindings(opened.page)).toEqual([]);
  });

  it('fits a phone', async () => {
    const phone = await openPage(browser, `${server.url}/migration`, {
      viewport: { width: 390, height: 844 },
      isMobile: true,
    });
    await phone.page.getByRole('heading', { name: 'Migration', level: 1 }).waitFor();
    await phone.page.getByRole('heading', { name: 'Steps' }).waitFor();
    expect(await phone.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await keepScreenshot(phone.page, 'migration-phone');
    expect(phone.complaints).toEqual([]);
  });

  it('complained of nothing', () => expect(opened.complaints).toEqual([]));
});
