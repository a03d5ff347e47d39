import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { connectEmbedded } from '../../../src/storage/embedded/connect.ts';
import { dataDirectoryAt } from '../../../src/storage/embedded/data-directory.ts';
import { statusOf, stopHost } from '../../../src/storage/embedded/host-control.ts';
import { stopRequestCode } from '../../../src/storage/embedded/wire/message-reader.ts';
import { freshFolder, withEmbedded } from '../../support/embedded.ts';
import { RawClient, startupPacket } from './raw-client.ts';

/** A program of somebody else's, and the port it listens on. */
async function takePort(): Promise<{ other: Server; port: number }> {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  return { other, port: (other.address() as AddressInfo).port };
}

async function freePort(): Promise<number> {
  const { other, port } = await takePort();
  other.close();
  await once(other, 'close');
  return port;
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
    .poll(async () => (await statusOf(dataDirectory)).state, { timeout: 30_000 })
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

test('connections that never come to their password hold no place and are closed in time', async () => {
  const port = await freePort();
  await withEmbedded(
    async (engine) => {
      const [silent, without, slow] = await Promise.all([1, 2, 3].map(() => RawClient.open(port)));
      if (!silent || !without || !slow) throw new Error('not connected');
      without.send(startupPacket());
      await without.until('R');
      slow.send(startupPacket());
      await slow.until('R');
      // A password of 900 bytes, one at a time.
      slow.send(Buffer.from([112, 0, 0, 3, 136]));
      const drip = setInterval(() => slow.send(Buffer.from('x')), 100);
      // Both places are free for those who are let in.
      const clients = await Promise.all([engine.client(), engine.client()]);
      for (const client of clients) await client.query('SELECT 1');
      expect((await statusOf(engine.dataDirectory)).host?.sessions).toBe(2);
      for (const newcomer of [silent, without, slow])
        expect(await newcomer.untilClosed()).toEqual({ types: '', error: '' });
      clearInterval(drip);
      // Who was let in stays.
      for (const client of clients) await client.query('SELECT 1');
    },
    { port, limits: { maxSessions: 2, handshakeMs: 3_000 } },
  );
});

test('nobody can stop the host through the port', async () => {
  const port = await freePort();
  await withEmbedded(
    async (engine) => {
      const request = Buffer.alloc(8);
      request.writeInt32BE(8, 0);
      request.writeInt32BE(stopRequestCode, 4);
      const stranger = await RawClient.open(port);
      stranger.send(request);
      expect((await stranger.untilClosed()).error).toContain('C08P01');
      expect((await engine.pool(1).query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    },
    { port },
  );
});

test('connections that were not let in yet do not keep the host from stopping', async () => {
  const port = await freePort();
  await withEmbedded(
    async (engine) => {
      const silent = await RawClient.open(port);
      const waiting = await RawClient.open(port);
      waiting.send(startupPacket());
      await waiting.until('R');
      expect(await stopHost(engine.dataDirectory)).toEqual({ outcome: 'stopped' });
      await Promise.all([silent, waiting].map((client) => client.untilClosed()));
    },
    { port },
  );
});
