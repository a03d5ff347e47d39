import { type AddressInfo, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import Fastify from 'fastify';
import { afterEach, expect, it } from 'vitest';
import { type EventStream, type EventStreamOptions, openEventStream } from '../../src/api/event-stream.ts';
import { openEventSource } from '../support/event-source.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A server whose one route streams; the streams it has opened. */
async function streaming(options: EventStreamOptions = {}) {
  const streams: EventStream[] = [];
  const server = Fastify({ forceCloseConnections: true });
  server.addHook('onRequest', async (_, reply) => {
    reply.header('x-of-a-hook', 'kept');
  });
  server.get('/events', (request, reply) => {
    streams.push(openEventStream(request, reply, options));
    return reply;
  });
  const url = `${await server.listen({ port: 0, host: '127.0.0.1' })}/events`;
  ends.push(() => server.close());
  return { url, streams, port: (server.server.address() as AddressInfo).port };
}

async function listen(url: string, headers: Record<string, string> = {}) {
  const source = await openEventSource(url, headers);
  ends.push(() => source.close());
  return source;
}

it('sends events with ids, each a line of JSON, under headers that neither cache nor buffer', async () => {
  const { url, streams } = await streaming();
  const source = await listen(url, { 'last-event-id': '41' });
  expect(Object.fromEntries(source.response.headers)).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
    'x-of-a-hook': 'kept',
  });
  expect(streams[0]?.lastEventId).toBe('41');
  const text = 'two\nlines, an emoji 🙂, and\r\n\nan empty one';
  expect(streams[0]?.send('told', { text }, '42\nevent: forged')).toBe(true);
  streams[0]?.send('told', null);
  expect(await source.next()).toEqual({ event: 'told', id: '42 event: forged', data: { text } });
  expect(await source.next()).toEqual({ event: 'told', id: null, data: null });
});

it('ends after what was sent, and takes nothing afterwards', async () => {
  const { url, streams } = await streaming();
  const source = await listen(url);
  streams[0]?.send('last', 1);
  streams[0]?.close();
  expect(await source.next()).toMatchObject({ event: 'last' });
  await source.ended;
  expect(streams[0]?.signal.aborted).toBe(true);
  expect(streams[0]?.send('late', 2)).toBe(false);
});

it('tells that the client has gone', async () => {
  const { url, streams } = await streaming();
  const source = await listen(url);
  expect(streams[0]?.signal.aborted).toBe(false);
  source.close();
  await expect.poll(() => streams[0]?.signal.aborted).toBe(true);
});

it('keeps a quiet stream alive with comments', async () => {
  const { url } = await streaming({ heartbeatMs: 20 });
  const source = await listen(url);
  await expect.poll(() => source.comments.length).toBeGreaterThan(2);
  expect(source.comments).toContain('heartbeat');
});

it('drops a client that does not read before its unread events fill the memory', async () => {
  const { streams, port } = await streaming({ maxBufferedBytes: 100_000 });
  const socket = connect(port, '127.0.0.1', () => socket.write('GET /events HTTP/1.1\r\nhost: x\r\n\r\n'));
  socket.pause();
  ends.push(() => socket.destroy());
  await expect.poll(() => streams.length).toBe(1);
  const data = 'x'.repeat(10_000);
  let sent = 0;
  // What the system's own buffers take is not counted, and is some megabytes.
  while (streams[0]?.send('much', data) && sent < 10_000) {
    sent += 1;
    if (sent % 10 === 0) await sleep(0);
  }
  expect(sent).toBeLessThan(10_000);
  expect(streams[0]?.signal.aborted).toBe(true);
});

it('answers HEAD with the headers alone, and lets the server close while streams are open', async () => {
  const { url, streams } = await streaming();
  const head = await fetch(url, { method: 'HEAD' });
  expect(head.headers.get('content-type')).toBe('text/event-stream');
  expect(streams[0]?.signal.aborted).toBe(true);
  const source = await listen(url);
  await ends.shift()?.();
  await source.ended;
  expect(streams[1]?.signal.aborted).toBe(true);
});
