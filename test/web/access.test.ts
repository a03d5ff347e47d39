import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, type TestUser } from '../support/access.ts';
import { axeFindings, hasChromium, keepScreenshot, launchChromium, openPage } from '../support/chromium.ts';
import { builtDashboard } from '../support/dashboard.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

describe.skipIf(!hasChromium)('who may use the dashboard', () => {
  let server: TestServer;
  let browser: Browser;
  let ada: TestUser;
  beforeAll(async () => {
    server = await serveEmpty({ dashboard: await builtDashboard() });
    browser = await launchChromium();
    ada = await addUser(server, 'ada', 'admin');
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  it('leads to the login and back, and lets an admin look after keys and users', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/login?next=%2Faccess%3Ftab%3Dkeys`);
    expect(await axeFindings(page)).toEqual([]);
    await page.locator('input[name=username]').fill('ada');
    await page.locator('input[name=password]').fill(ada.password);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'Access' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/access');

    await page.getByLabel('What it is for').fill('nightly report');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const secret = await page.getByText(/^stk_[\w-]{43}$/).textContent();
    const byKey = await server.ask('/api/v1/sessions', { headers: { authorization: `Bearer ${secret}` } });
    expect(byKey.status).toBe(200);
    // Not with the key in the picture.
    await page.getByRole('button', { name: 'I have it' }).click();
    await keepScreenshot(page, 'access');
    await page.getByRole('button', { name: 'Revoke the key nightly report' }).click();
    await page.getByRole('button', { name: 'Revoke', exact: true }).click();
    await page.getByText('No keys').waitFor();

    await page.getByRole('tab', { name: 'Users' }).click();
    await page.getByLabel('Name').fill('bob');
    await page.getByRole('button', { name: 'Add a user' }).click();
    await page.getByText('The password of bob').waitFor();
    await page.getByLabel('Right of bob').selectOption('analyse');
    await page.getByRole('tab', { name: 'Audit log' }).click();
    await page.getByText('PATCH /api/v1/users/:name').first().waitFor();
    expect(await axeFindings(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await axeFindings(page)).toEqual([]);
    expect(complaints).toEqual([]);

    await page.getByRole('button', { name: 'Account of ada' }).click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    // What the page asks from now on is asked as nobody.
    await page.goto(`${server.url}/access?tab=users`);
    await page.waitForURL('**/login?next=%2Faccess%3Ftab%3Dusers');
    await page.close();
  }, 60_000);

  it('fits a phone', async () => {
    const { page } = await openPage(browser, `${server.url}/login`, {
      viewport: { width: 390, height: 844 },
    });
    await page.getByRole('button', { name: 'Log in' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await keepScreenshot(page, 'login');
    await page.close();
  });

  it('keeps to its policy on the page that describes the API', async () => {
    const { page, complaints } = await openPage(browser, `${server.url}/api/v1/docs/`);
    await page.getByText('/api/v1/users').first().waitFor();
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('lets nothing run in the dashboard that the server did not send', async () => {
    const { page } = await openPage(browser, `${server.url}/login`);
    const ran = await page.evaluate(`(() => {
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      const style = document.createElement('style');
      style.textContent = 'body { outline: 7px solid red }';
      document.body.append(style);
      return [window.injected === true, getComputedStyle(document.body).outlineWidth === '7px'];
    })()`);
    expect(ran).toEqual([false, false]);
    await page.close();
  });
});
