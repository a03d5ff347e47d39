import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { isPublicAddress } from '../../../src/manager/alerts/public-address.ts';
import { type Resolve, sendWebhook } from '../../../src/manager/alerts/send-webhook.ts';

let close: () => void = () => undefined;
afterEach(() => close());

async function receiver(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const requests: { headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    requests.push({ headers: request.headers, body });
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { requests, port: (server.address() as AddressInfo).port };
}

/** A name server that says a name stands for these addresses, and counts how often it is asked. */
function naming(...addresses: string[]) {
  const asked: string[] = [];
  const resolve = ((name: string, _: unknown, told: (error: null, found: unknown) => void) => {
    asked.push(name);
    told(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as Resolve;
  return { resolve, asked };
}

describe('an address', () => {
  it.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
    ...[
      '::',
      '::1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      'fc00::1',
      'fe80::1',
      'ff02::1',
    ],
    ...['2001:db8::1', '2002:7f00:1::', 'fe80::1%eth0', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a webhook', () => {
  it('is sent JSON with a signature that its receiver can verify', async () => {
    const { requests, port } = await receiver((_, response) => response.writeHead(204).end());
    const url = `http://127.0.0.1:${port}/hook?a=1`;
    expect(
      await sendWebhook({ url, secret: 's3' }, 'event-7', { text: 'ü' }, { allowPrivate: true }),
    ).toBeNull();
    const [{ headers, body }] = requests as [(typeof requests)[0]];
    expect(JSON.parse(body)).toEqual({ text: 'ü' });
    const stamp = headers['x-stockula-timestamp'];
    expect(Math.abs(Number(stamp) - Date.now() / 1_000)).toBeLessThan(60);
    const expected = createHmac('sha256', 's3').update(`${stamp}.${body}`).digest('hex');
    expect(headers['x-stockula-signature']).toBe(`v1=${expected}`);
    expect(headers['x-stockula-delivery']).toBe('event-7');
  });

  it.each([
    ['http://127.0.0.1', '127.0.0.1'],
    ['http://2130706433', '127.0.0.1'],
    ['http://0x7f.1', '127.0.0.1'],
    ['http://[::1]', '::1'],
    ['http://[::ffff:127.0.0.1]', '::ffff:7f00:1'],
  ])('is not sent to %s', async (origin) => {
    const { requests, port } = await receiver((_, response) => response.end());
    const problem = await sendWebhook(
      { url: `${origin}:${port}`, secret: 's' },
      '1',
      {},
      { allowPrivate: false },
    );
    expect(problem).toContain('not one of the public internet');
    expect(requests).toEqual([]);
  });

  it('is not sent to a name that stands for such an address, and the name is asked for once', async () => {
    const { requests, port } = await receiver((_, response) => response.end());
    const target = { url: `http://hooks.example:${port}/`, secret: 's' };
    const inside = naming('127.0.0.1', '::1');
    const refused = await sendWebhook(target, '1', {}, { allowPrivate: false }, inside.resolve);
    expect(refused).toContain('not one of the public internet');
    expect(requests).toEqual([]);
    const allowed = naming('127.0.0.1');
    expect(await sendWebhook(target, '1', {}, { allowPrivate: true }, allowed.resolve)).toBeNull();
    expect(requests).toHaveLength(1);
    expect(allowed.asked).toEqual(['hooks.example']);
  });

  it('does not follow where it is sent on to', async () => {
    const { requests, port } = await receiver((_, response) =>
      response.writeHead(307, { location: `http://127.0.0.1:${port}/elsewhere` }).end(),
    );
    const target = { url: `http://127.0.0.1:${port}/`, secret: 's' };
    expect(await sendWebhook(target, '1', {}, { allowPrivate: true })).toBe('It answered 307.');
    expect(requests).toHaveLength(1);
  });

  it('is given up where nothing answers in time', async () => {
    const { port } = await receiver(() => undefined);
    const target = { url: `http://127.0.0.1:${port}/`, secret: 's' };
    expect(await sendWebhook(target, '1', {}, { allowPrivate: true, timeoutMs: 200 })).toBe(
      'No answer within 0.2 s.',
    );
  });
});
