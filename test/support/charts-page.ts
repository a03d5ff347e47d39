import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { freshFolder } from './embedded.ts';

const root = join(import.meta.dirname, '../..');
const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** Builds and serves the page that has each chart on made-up data (`web/test`). Close it in any case. */
export async function serveCharts(): Promise<{ url: string; close(): void }> {
  const folder = join(freshFolder('charts'), 'built');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const config = join(root, 'web/test/vite.config.ts');
  const build = ['build', '--config', config, '--outDir', folder, '--logLevel', 'warn'];
  await promisify(execFile)(process.execPath, [vite, ...build], { cwd: join(root, 'web') });
  const server = createServer(async ({ url = '/' }, response) => {
    const file = await readFile(join(folder, new URL(url, 'http://charts').pathname)).catch(() => null);
    response.statusCode = file === null ? 404 : 200;
    response.setHeader('content-type', types[extname(url)] ?? 'application/octet-stream');
    response.end(file ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/charts.html`, close: () => server.close() };
}
