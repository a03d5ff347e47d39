import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { dataDirectoryAt } from '../../../src/storage/embedded/data-directory.ts';
import { statusOf } from '../../../src/storage/embedded/host-control.ts';
import { freshFolder, withEmbedded } from '../../support/embedded.ts';

/** A program of somebody else's, and the port it listens on. */
async function takePort(): Promise<{ other: Server; port: number }> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  return { other, port: (other.address() as AddressInfo).port };
}

test('a taken port is an error of its own that names it; another one serves the same directory', async () => {
  const { other, port } = await takePort();
  const dataDirectory = freshFolder();
  await expect(connectEmbedded({ dataDirectory, idleStopMs: 1_000, port })).rejects.toMatchObject({
    code: 'PORT_UNAVAILABLE',
    parts: {
      expected: expect.stringContaining(`127.0.0.1:${port} `),
      got: expect.stringContaining('EADDRINUSE'),
      remedy: expect.stringContaining('database.port'),
    },
  });
  // The failed host reports first and then goes.
  await expect
    .poll(async () => (await statusOf(dataDirectory)).state, { timeout: 10_000 })
    .toBe('not-running');
  other.close();
  await once(other, 'close');
  await withEmbedded(
    async (engine) => {
      const password = readFileSync(dataDirectoryAt(dataDirectory).passwordFile, 'utf8');
      const client = await engine.client({ host: '127.0.0.1', port, password });
      expect((await client.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
      await expect(engine.client({ host: '127.0.0.1', port, password: 'x' })).rejects.toMatchObject({
        code: '28P01',
      });
    },
    { dataDirectory, port },
  );
});
