import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findProgram } from '../../src/infra/system/find-program.ts';

const folders = (process.env['PATH'] ?? '').split(':');
const program = ['chromium', 'chromium-browser', 'google-chrome']
  .map((name) => findProgram(name, folders))
  .find(Boolean);

export const hasChromium = program !== undefined && program !== null;

/** A browser for pages of the dashboard. Close it in any case. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: program ?? '', args: ['--no-sandbox'] });
}

/** A page, and what it complained about: errors of scripts, of the console, and requests that failed. */
export interface WatchedPage {
  readonly page: Page;
  readonly complaints: string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, ...options });
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('requestfailed', (request) => {
    // What the page itself gives up, as it does with questions nobody waits for any more, is no fault.
    const reason = request.failure()?.errorText ?? '';
    if (reason !== 'net::ERR_ABORTED') complaints.push(`${request.url()}: ${reason}`);
  });
  await page.goto(url);
  return { page, complaints };
}

/** Serious and critical findings of axe about the page as it is now, each with the elements it means. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Not as a script of the page, which its policy would not let in.
  await page.evaluate(
    readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8'),
  );
  const found = (await page.evaluate('axe.run()')) as {
    violations: { id: string; impact: string; nodes: { html: string }[] }[];
  };
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, nodes }) => `${impact} ${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
}

/** Keeps a picture of the page in `docs/dashboard`, where UPDATE_DOCS is set. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  if (!process.env['UPDATE_DOCS']) return;
  const folder = join(import.meta.dirname, '../../docs/dashboard');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}
