import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtDashboard } from '../support/dashboard.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

let server: TestServer;
beforeAll(async () => {
  server = await serveEmpty({ dashboard: await builtDashboard() });
}, 400_000);
afterAll(() => server?.close());

const page = (path: string): Promise<Response> => server.ask(path, { headers: { accept: 'text/html' } });

async function script(): Promise<string> {
  return /\/assets\/index-[^"]+\.js/.exec(await (await page('/')).text())?.[0] ?? '';
}

describe('the served dashboard', () => {
  it.each(['/', '/symbols/BRK-B?interval=1wk', '/portfolio/7', '/login?next=%2F'])(
    'has its document at %s',
    async (path) => {
      const response = await page(path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it.each(['/nowhere/at/all', '/symbols', '/portfolio/7/8'])(
    'has it with 404 at %s, where no page is',
    async (path) => {
      const response = await page(path);
      expect(response.status).toBe(404);
      expect(await response.text()).toContain('<div id="root">');
    },
  );

  it('has files that are named by their content and kept for good', async () => {
    const response = await server.ask(await script());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  });

  it.each(['br', 'gzip'])('hands them out as %s, as they were compressed beforehand', async (encoding) => {
    const plain = await (
      await server.ask(await script(), { headers: { 'accept-encoding': 'identity' } })
    ).text();
    const response = await server.ask(await script(), { headers: { 'accept-encoding': encoding } });
    expect(response.headers.get('content-encoding')).toBe(encoding);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(response.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    // Of a stream that is compressed while it is sent nobody knows the length.
    expect(Number(response.headers.get('content-length'))).toBeLessThan(plain.length / 2);
    expect(await response.text()).toBe(plain);
  });

  it('has a sign and a manifest', async () => {
    expect((await server.ask('/favicon.svg')).headers.get('content-type')).toContain('image/svg+xml');
    const manifest = await server.json<{ icons: { src: string }[] }>('/manifest.webmanifest');
    expect(manifest.icons.map(({ src }) => src)).toEqual(['/favicon.svg']);
  });

  it('answers what is no page with a problem', async () => {
    for (const path of [
      '/assets/none.js',
      '/api/v1/none',
      '/built-from.txt',
      '/assets/..%2fbuilt-from.txt',
    ]) {
      expect((await server.ask(path)).status, path).toBeGreaterThanOrEqual(400);
    }
    expect((await page('/api/v1/none')).headers.get('content-type')).toContain('application/problem+json');
  });
});
