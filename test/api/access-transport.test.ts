import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, type Browser, command, logIn, type TestUser } from '../support/access.ts';
import { openEventSource } from '../support/event-source.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

describe('a server behind a proxy that is trusted', () => {
  let server: TestServer;
  let ada: TestUser;
  beforeAll(async () => {
    server = await serveEmpty({ config: 'api: {trust_proxy: true}' });
    ada = await addUser(server, 'ada', 'admin');
  });
  afterAll(() => server?.close());

  const logInBy = (protocol: string): Promise<Response> =>
    server.ask('/api/v1/session', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-forwarded-for': '198.51.100.9, 203.0.113.7',
        'x-forwarded-proto': protocol,
        'x-forwarded-host': 'stockula.example',
      },
      body: JSON.stringify({ user: ada.user, password: ada.password }),
    });

  it('ties sessions to TLS where the browser has come over it', async () => {
    const { status, headers } = await logInBy('https');
    expect(status).toBe(200);
    const cookie = headers.get('set-cookie') ?? '';
    expect(cookie).toMatch(/^__Host-stockula_session=[\w-]{43}; /);
    expect(cookie.split('; ').slice(1)).toEqual(
      expect.arrayContaining(['Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']),
    );
    // With a domain, or another path, browsers refuse the prefix.
    expect(cookie).not.toMatch(/domain/i);
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('does not take such a session for one of an open connection', async () => {
    const [cookie = ''] = (await logInBy('https')).headers.get('set-cookie')?.split(';') ?? [];
    const asked = (proto: string) =>
      server.ask('/api/v1/users', { headers: { cookie, 'x-forwarded-proto': proto } });
    expect((await asked('https')).status).toBe(200);
    expect((await asked('http')).status).toBe(401);
  });

  it('says nothing of TLS over an open connection', async () => {
    const { headers } = await logInBy('http');
    expect(headers.get('set-cookie')).toMatch(/^stockula_session=/);
    expect(headers.get('set-cookie')).not.toContain('Secure');
    expect(headers.get('strict-transport-security')).toBeNull();
  });

  it('notes down the address that the proxy saw, not what the client says', async () => {
    await logInBy('https');
    const lines = await command<{ action: string; address: string }[]>(server, 'audit');
    const logins = lines.filter(({ action }) => action === 'POST /api/v1/session');
    expect(new Set(logins.map(({ address }) => address))).toEqual(new Set(['203.0.113.7']));
  });
});

describe('events of somebody who may no more', () => {
  let server: TestServer;
  let ada: Browser;
  beforeAll(async () => {
    server = await serveEmpty();
    ada = await logIn(server, await addUser(server, 'ada', 'admin'));
  });
  afterAll(() => server?.close());

  const path = '/api/v1/live?symbols=AAPL';
  /** Five seconds and a bit, as docs/access.md has it. */
  const soon = () => new Promise<'goes on'>((resolve) => setTimeout(() => resolve('goes on'), 8_000));
  const outcomeOf = (ended: Promise<void>) => Promise.race([ended.then(() => 'ended'), soon()]);

  it('end when the key is revoked', async () => {
    const made = await ada.ask('/api/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'x', right: 'read' }),
    });
    const { secret, key } = (await made.json()) as { secret: string; key: { id: string } };
    const events = await openEventSource(server.url + path, { authorization: `Bearer ${secret}` });
    expect(events.response.status).toBe(200);
    expect((await ada.ask(`/api/v1/keys/${key.id}`, { method: 'DELETE' })).status).toBe(204);
    expect(await outcomeOf(events.ended)).toBe('ended');
    events.close();
  }, 20_000);

  it('end when the session does, by the command line, too', async () => {
    const bob = await logIn(server, await addUser(server, 'bob', 'read'));
    const events = await openEventSource(server.url + path, { cookie: bob.cookie() });
    const others = await openEventSource(server.url + path, { cookie: ada.cookie() });
    expect(events.response.status).toBe(200);
    await command(server, 'users', 'disable', 'bob');
    expect(await outcomeOf(events.ended)).toBe('ended');
    let hasEnded = false;
    void others.ended.then(() => (hasEnded = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(hasEnded).toBe(false);
    events.close();
    others.close();
  }, 20_000);
});
