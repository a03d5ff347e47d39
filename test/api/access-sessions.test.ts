import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session, SessionStore, User } from '../../src/domain/access-store.ts';
import type { EpochMs } from '../../src/domain/nominal.ts';
import { KnownUsers } from '../../src/manager/access/known-users.ts';
import { Sessions } from '../../src/manager/access/sessions.ts';
import { addUser, logIn } from '../support/access.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';
import { findRedis, type OwnRedis } from '../support/servers/redis.ts';

const minute = 60_000;

/** Sessions of one user in memory, and a clock that is put forward by hand. */
function clockwork() {
  const clock = { now: Date.now() };
  const kept = new Map<string, Session>();
  const store: SessionStore = {
    find: async (hash) =>
      [...kept.values()].find(({ tokenHash, earlierHash }) => tokenHash === hash || earlierHash === hash) ??
      null,
    insert: async (session) => void kept.set(session.id, session),
    update: async (session, seen) => {
      if (kept.get(session.id)?.tokenHash !== seen) return false;
      kept.set(session.id, session);
      return true;
    },
    ofUser: async () => [...kept.values()],
    remove: async (ids) =>
      ids.flatMap((id) => [kept.get(id)].filter((one) => one !== undefined && kept.delete(id))) as Session[],
  };
  const user: User = {
    id: '1',
    name: 'ada',
    right: 'admin',
    generation: 1,
    createdAt: 0 as EpochMs,
    passwordSetAt: 0 as EpochMs,
    lastLoginAt: null,
    disabledAt: null,
  };
  const lent = { user: async () => user } as never;
  const users = new KnownUsers({ read: (work) => work(lent), write: (work) => work(lent) });
  const sessions = new Sessions({
    store,
    users,
    lifetimeMs: () => 24 * 60 * minute,
    onFailure: (error) => {
      throw error;
    },
    now: () => clock.now,
  });
  return { clock, sessions, user };
}

describe('the token of a session', () => {
  const origin = { address: '127.0.0.1', agent: 'test' };

  async function ask(
    { sessions }: ReturnType<typeof clockwork>,
    token: string,
  ): Promise<string | null | 'refused'> {
    const found = await sessions.find(token);
    return found ? sessions.renew(token, found) : 'refused';
  }

  it('is another one after a quarter of an hour, the same for requests side by side', async () => {
    const works = clockwork();
    const { token } = await works.sessions.begin(works.user, origin);
    expect(await ask(works, token)).toBeNull();
    works.clock.now += 16 * minute;
    const renewed = await Promise.all([ask(works, token), ask(works, token), ask(works, token)]);
    expect(new Set(renewed).size).toBe(1);
    expect(renewed[0]).toMatch(/^[\w-]{43}$/);
    expect(renewed[0]).not.toBe(token);
  });

  it('goes on serving until the browser has shown the new one, and a minute longer', async () => {
    const works = clockwork();
    const { token } = await works.sessions.begin(works.user, origin);
    works.clock.now += 16 * minute;
    const next = await ask(works, token);
    // The answer was lost: it is told again.
    works.clock.now += 60 * minute;
    expect(await ask(works, token)).toBe(next);
    expect(await ask(works, String(next))).not.toBe('refused');
    works.clock.now += minute / 2;
    expect(await ask(works, token)).not.toBe('refused');
    works.clock.now += minute;
    expect(await ask(works, token)).toBe('refused');
    expect(await ask(works, String(next))).not.toBe('refused');
  });

  it('holds for a day at most, however much it is used', async () => {
    const works = clockwork();
    let { token } = await works.sessions.begin(works.user, origin);
    for (let quarter = 0; quarter < 4 * 24 - 1; quarter += 1) {
      works.clock.now += 15 * minute;
      const next = await ask(works, token);
      expect(next).not.toBe('refused');
      token = next ?? token;
    }
    works.clock.now += 15 * minute;
    expect(await ask(works, token)).toBe('refused');
  });
});

/** Asks with a host of one's own choice, as a page does whose name was made to point here. */
function statusFor(server: TestServer, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    request(`${server.url}/api/v1/session`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });
}

const found = await findRedis();
describe.skipIf(found.missing !== null)('a server with Redis', () => {
  let redis: OwnRedis;
  let server: TestServer;
  beforeAll(async () => {
    if (found.missing !== null) return;
    redis = await found.value();
    server = await serveEmpty({
      config: `cache: {redis_url: '${redis.url}'}\napi: {login_attempts: 3, rate_limit_per_minute: 60}`,
    });
  }, 120_000);
  afterAll(async () => {
    await server?.close();
    await redis?.kill();
  });

  it('answers, while it is open, only to this machine by its own names', async () => {
    const { port } = new URL(server.url);
    expect(await statusFor(server, { host: `localhost:${port}` })).toBe(200);
    expect(await statusFor(server, { host: `[::1]:${port}` })).toBe(200);
    expect(await statusFor(server, { host: `evil.example:${port}` })).toBe(403);
    expect(await statusFor(server, { host: `127.0.0.1.evil.example:${port}` })).toBe(403);
    expect(await statusFor(server, { 'x-forwarded-for': '203.0.113.7' })).toBe(403);
    expect(await statusFor(server, { forwarded: 'for=203.0.113.7' })).toBe(403);
  });

  it('logs nobody out where Redis is killed and comes back empty', async () => {
    const user = await addUser(server, 'ada', 'admin');
    const browser = await logIn(server, user);
    const status = async () => (await browser.ask('/api/v1/users')).status;
    expect(await status()).toBe(200);
    await redis.kill();
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect(await status()).toBe(200);
    // Whoever logs in meanwhile is let in, too, and who logs out stays out.
    const other = await logIn(server, user);
    expect((await other.ask('/api/v1/users')).status).toBe(200);
    await redis.start();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await status()).toBe(200);
    expect((await other.ask('/api/v1/session', { method: 'DELETE' })).status).toBe(204);
    expect((await other.ask('/api/v1/users')).status).toBe(401);
  }, 60_000);

  it('ends a session for good that is ended while Redis stands still', async () => {
    const user = await addUser(server, 'carol', 'read');
    const [one, two] = [await logIn(server, user), await logIn(server, user)];
    expect((await two.ask('/api/v1/sessions')).status).toBe(200);
    redis.freeze();
    expect((await one.ask('/api/v1/sessions', { method: 'DELETE' })).status).toBe(200);
    expect((await two.ask('/api/v1/sessions')).status).toBe(401);
    redis.thaw();
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect((await two.ask('/api/v1/sessions')).status).toBe(401);
    expect((await one.ask('/api/v1/sessions')).status).toBe(200);
  }, 60_000);

  const attempt = async (user: string, password: string) => {
    const response = await server.ask('/api/v1/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ user, password }),
    });
    return {
      status: response.status,
      retry: response.headers.get('retry-after'),
      body: await response.json(),
    };
  };

  it('answers alike whether there is such a user, and no more after a few attempts', async () => {
    const dora = await addUser(server, 'dora', 'read');
    const first = {
      known: await attempt('dora', 'wrong password'),
      unknown: await attempt('nobody', 'wrong password'),
    };
    const { instance: _, ...known } = first.known.body as Record<string, unknown>;
    const { instance: __, ...unknown } = first.unknown.body as Record<string, unknown>;
    expect(known).toEqual(unknown);
    expect(first.known.status).toBe(401);
    for (const user of ['dora', 'nobody']) {
      for (let more = 0; more < 2; more += 1)
        expect((await attempt(user, 'wrong password')).status).toBe(401);
      const refused = await attempt(user, dora.password);
      expect(refused).toMatchObject({ status: 429, body: { code: 'TOO_MANY_REQUESTS' } });
      expect(Number(refused.retry)).toBeGreaterThan(0);
      expect(Number(refused.retry)).toBeLessThanOrEqual(900);
    }
  }, 60_000);

  it('lets nobody ask more than is allowed in a minute', async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => server.ask('/api/v1/health/live')));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThanOrEqual(10);
    expect(refused[0]?.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await refused[0]?.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
  });

  it('says to browsers what they may do with answers', async () => {
    const { headers } = await server.ask('/api/v1/nothing');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers.get('strict-transport-security')).toBeNull();
    expect((await server.ask(`/api/v1/nothing?q=${'x'.repeat(9_000)}`)).status).toBe(414);
  });
});
