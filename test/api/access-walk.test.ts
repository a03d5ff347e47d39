import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Right, rights } from '../../src/api/right.ts';
import { addUser, type Browser, command, logIn } from '../support/access.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

interface Operation {
  readonly method: string;
  readonly path: string;
  readonly body: boolean;
}

interface Described {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema?: object }[];
  readonly requestBody?: object;
}

type Documented = Record<string, Record<string, Described>>;

const methods = new Set(['get', 'post', 'put', 'patch', 'delete']);

/** Each documented route, with parameters that have the form it asks for. */
function operationsOf(paths: Documented): Operation[] {
  return Object.entries(paths).flatMap(([path, described]) =>
    Object.entries(described)
      .filter(([method]) => methods.has(method))
      .map(([method, { parameters = [], requestBody }]) => ({
        method: method.toUpperCase(),
        path: path.replace(/\{(\w+)\}/g, (_, name) =>
          sampleOf(parameters.find((one) => one.name === name)?.schema),
        ),
        body: requestBody !== undefined,
      })),
  );
}

function sampleOf(
  schema: { format?: string; pattern?: string; enum?: string[]; type?: string } = {},
): string {
  if (schema.enum) return schema.enum[0] ?? '';
  if (schema.format === 'uuid') return '00000000-0000-4000-8000-000000000000';
  if (schema.type === 'integer' || schema.type === 'number' || schema.pattern?.includes('\\d'))
    return '987654321';
  return 'AAPL';
}

/** What a route needs, by what the server says when it is asked without it. */
interface Needed {
  readonly right: Right | 'nobody';
}

describe('every route of the server', () => {
  let server: TestServer;
  let operations: Operation[];
  let admin: Browser;
  const secrets: Record<string, string> = {};
  let expired = '';
  let revoked = '';
  let ended = '';

  beforeAll(async () => {
    server = await serveEmpty({ config: 'api: {rate_limit_per_minute: 0}' });
    admin = await logIn(server, await addUser(server, 'ada', 'admin'));
    // Of another user: the walk ends whatever sessions the owner of its keys has.
    const maker = await logIn(server, await addUser(server, 'maker', 'admin'));
    const keyOf = async (name: string, right: string, expiresAt: string | null = null) => {
      const body = JSON.stringify({ name, right, expiresAt });
      const response = await maker.ask('/api/v1/keys', { method: 'POST', body });
      return (await response.json()) as { secret: string; key: { id: string } };
    };
    for (const right of ['read', 'analyse', 'admin']) secrets[right] = (await keyOf(right, right)).secret;
    const short = await keyOf('short', 'admin', new Date(Date.now() + 1_000).toISOString());
    expired = short.secret;
    const lost = await keyOf('lost', 'admin');
    revoked = lost.secret;
    const asLost = () => server.ask('/api/v1/users', { headers: bearer(revoked) });
    expect((await asLost()).status).toBe(200);
    await maker.ask(`/api/v1/keys/${lost.key.id}`, { method: 'DELETE' });
    expect((await asLost()).status).toBe(401);
    const bob = await logIn(server, await addUser(server, 'bob', 'admin'));
    ended = bob.cookie();
    await bob.ask('/api/v1/session', { method: 'DELETE' });
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const { paths } = await server.json<{ paths: Documented }>('/api/v1/docs/json');
    operations = operationsOf(paths);
  }, 120_000);
  afterAll(() => server?.close());

  const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

  async function statusOf(
    { method, path, body }: Operation,
    headers: Record<string, string>,
  ): Promise<number> {
    const abort = new AbortController();
    const response = await server.ask(path, {
      method,
      headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
      // Not what it asks for: rights come before that.
      ...(body && { body: '{"this": "is nothing"}' }),
      signal: abort.signal,
    });
    abort.abort();
    return response.status;
  }

  /** The least right with which a route does more than refuse. */
  async function neededFor(operation: Operation): Promise<Needed> {
    if ((await statusOf(operation, {})) !== 401) return { right: 'public' };
    for (const right of ['read', 'analyse', 'admin'] as const) {
      const status = await statusOf(operation, bearer(secrets[right] ?? ''));
      if (status !== 401 && status !== 403) return { right };
    }
    return { right: 'nobody' };
  }

  /** What it answers to those who have not the right, where that is no refusal. */
  async function tooEasy(operation: Operation): Promise<string[]> {
    const { method, path } = operation;
    const { right } = await neededFor(operation);
    const lesser = rights.slice(1, right === 'nobody' ? rights.length : Math.max(1, rights.indexOf(right)));
    const shown = lesser.map((one) => [one, bearer(secrets[one] ?? '')] as const);
    const withoutToken = ['no token', { cookie: admin.cookie() }] as const;
    const wrong: string[] = [];
    for (const [name, headers] of method === 'GET' ? shown : [...shown, withoutToken]) {
      const status = await statusOf(operation, headers);
      if (status !== 403) wrong.push(`${method} ${path} with ${name}: ${status}`);
    }
    return wrong;
  }

  it('refuses whoever shows nothing that holds, before it looks at the question', async () => {
    const wrong = {
      nothing: {},
      'another key': bearer(`stk_${'x'.repeat(43)}`),
      'no key at all': { authorization: 'Basic YWRhOmFkYQ==' },
      'an expired key': bearer(expired),
      'a revoked key': bearer(revoked),
      'another cookie': { cookie: `stockula_session=${'x'.repeat(43)}` },
      'a cookie of a session that was ended': { cookie: ended },
    };
    const open: string[] = [];
    for (const operation of operations) {
      for (const [name, headers] of Object.entries(wrong)) {
        const status = await statusOf(operation, headers);
        if (status !== 401) open.push(`${operation.method} ${operation.path} ${name}: ${status}`);
      }
    }
    // What anybody may ask: to log in and out and whether one has, and whether the server is well.
    const known = /^(GET|POST|DELETE) \/api\/v1\/session |^GET \/api\/v1\/health\/|^GET \/metrics /;
    expect(open.filter((line) => !known.test(line))).toEqual([]);
    expect(operations.length).toBeGreaterThan(14);
  }, 120_000);

  it('refuses keys of a lesser right than its own, as does a session without its token', async () => {
    const wrong: string[] = [];
    for (const operation of operations) wrong.push(...(await tooEasy(operation)));
    expect(wrong).toEqual([]);
  }, 120_000);

  it('asks for an admin where users and the audit log are concerned', async () => {
    for (const operation of operations.filter(({ path }) => /\/(users|audit)/.test(path)))
      expect(await neededFor(operation)).toEqual({ right: 'admin' });
    expect(await command(server, 'audit', '--limit', '5')).toHaveLength(5);
  });
});
