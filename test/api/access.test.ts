import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, type Browser, command, logIn, type TestUser } from '../support/access.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

describe('a server from its first request to its users', () => {
  let server: TestServer;
  let ada: TestUser;
  let browser: Browser;
  beforeAll(async () => {
    server = await serveEmpty();
  });
  afterAll(() => server?.close());

  it('is open to whoever is on its machine as long as there is no user', async () => {
    expect(await server.json('/api/v1/session')).toEqual({
      user: 'local',
      right: 'admin',
      via: 'open',
      csrfToken: null,
      expiresAt: null,
      setup: true,
    });
    expect((await server.ask('/api/v1/users')).status).toBe(200);
  });

  it('does not let the first admin be made by a request', async () => {
    const response = await server.ask('/api/v1/users', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'eve', right: 'admin' }),
    });
    expect(response.status).toBe(403);
    expect(await server.json('/api/v1/users')).toEqual({ users: [] });
  });

  it('is closed as soon as the command line has added one', async () => {
    await expect(command(server, 'users', 'add', 'bob', '--right', 'read')).rejects.toThrow('ADMIN_MISSING');
    ada = await command<TestUser>(server, 'users', 'add', 'Ada');
    expect(ada).toEqual({
      user: 'ada',
      right: 'admin',
      disabledAt: null,
      password: expect.stringMatching(/^\w{5}(-\w{5}){3}$/),
    });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const response = await server.ask('/api/v1/users');
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toContain('Bearer');
    expect(await response.json()).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(await server.json('/api/v1/session')).toMatchObject({ user: null, via: 'nobody', setup: false });
  });

  it('lets her in with the password that was printed', async () => {
    browser = await logIn(server, ada);
    expect(browser.cookie()).toMatch(/^stockula_session=[\w-]{43}$/);
    const response = await browser.ask('/api/v1/users');
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({ users: [{ name: 'ada', right: 'admin' }] });
  });

  it('lets her add others, with no more than their right', async () => {
    const added = await browser.ask('/api/v1/users', {
      method: 'POST',
      body: JSON.stringify({ name: 'bob', right: 'read' }),
    });
    expect(added.status).toBe(201);
    const { password } = (await added.json()) as { password: string };
    const bob = await logIn(server, { user: 'BOB', password });
    expect((await bob.ask('/api/v1/sessions')).status).toBe(200);
    const refused = await bob.ask('/api/v1/users');
    expect(refused.status).toBe(403);
    expect(await refused.json()).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('shuts a blocked user out at once, with sessions and keys', async () => {
    const carol = await addUser(server, 'carol', 'analyse');
    const session = await logIn(server, carol);
    const made = await session.ask('/api/v1/keys', {
      method: 'POST',
      body: JSON.stringify({ name: 'script', right: 'analyse' }),
    });
    const { secret } = (await made.json()) as { secret: string };
    const byKey = () => server.ask('/api/v1/sessions', { headers: { authorization: `Bearer ${secret}` } });
    expect((await byKey()).status).toBe(200);
    const blocked = await browser.ask('/api/v1/users/carol', {
      method: 'PATCH',
      body: JSON.stringify({ disabled: true }),
    });
    expect(blocked.status).toBe(200);
    expect((await session.ask('/api/v1/sessions')).status).toBe(401);
    expect((await byKey()).status).toBe(401);
  });

  it('keeps an admin who may log in', async () => {
    for (const [method, body] of [
      ['PATCH', { disabled: true }],
      ['PATCH', { right: 'read' }],
      ['DELETE', undefined],
    ] as const) {
      const response = await browser.ask('/api/v1/users/ada', {
        method,
        ...(body && { body: JSON.stringify(body) }),
      });
      expect(response.status).toBe(409);
      expect(await response.json()).toMatchObject({ code: 'CONFLICT' });
    }
    expect((await browser.ask('/api/v1/users')).status).toBe(200);
  });

  it('refuses changes without the token of the session, and from other sites', async () => {
    const make = (options: Parameters<Browser['ask']>[1]) =>
      browser.ask('/api/v1/keys', { method: 'POST', body: JSON.stringify({ name: 'x' }), ...options });
    expect((await make({ csrf: null })).status).toBe(403);
    expect((await make({ csrf: 'x'.repeat(43) })).status).toBe(403);
    expect((await make({ headers: { origin: 'https://evil.example' } })).status).toBe(403);
    expect((await make({ headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
    expect((await make({ headers: { origin: server.url } })).status).toBe(201);
  });

  it('says in the audit log who did what, and keeps secrets out of it', async () => {
    // What the database cannot keep must not keep the lines after it from being written.
    expect((await server.ask('/api/v1/keys/%00', { method: 'DELETE' })).status).toBe(401);
    const body = JSON.stringify({ name: 'after it', right: 'read' });
    expect((await browser.ask('/api/v1/keys', { method: 'POST', body })).status).toBe(201);
    const noted = await (await browser.ask('/api/v1/audit')).json();
    expect(noted).toMatchObject({
      entries: expect.arrayContaining([
        expect.objectContaining({ action: 'DELETE /api/v1/keys/:id', target: '\uFFFD', outcome: 'refused' }),
      ]),
    });
    const lines = JSON.stringify(await command(server, 'audit', '--limit', '500'));
    for (const action of [
      'users add',
      'POST /api/v1/session',
      'PATCH /api/v1/users/:name',
      'POST /api/v1/keys',
    ])
      expect(lines).toContain(`"action":"${action}"`);
    expect(lines).toContain('"via":"open"');
    expect(lines).not.toContain(ada.password);
    expect(lines).not.toMatch(/stk_[\w-]{43}/);
  });
});
