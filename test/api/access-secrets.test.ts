import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addUser, logIn } from '../support/access.ts';
import { freshFolder } from '../support/embedded.ts';
import { serveEmpty, type TestServer } from '../support/served.ts';

describe('the log of a server', () => {
  const folder = freshFolder('log');
  let server: TestServer;
  beforeAll(async () => {
    const file = join(folder, 'stockula.log');
    server = await serveEmpty({
      config: `logging: {enabled: true, level: TRACE, log_to_file: true, log_file: '${file}'}`,
    });
  });
  afterAll(() => server?.close());

  const written = (): string =>
    readdirSync(folder)
      .map((file) => readFileSync(join(folder, file), 'utf8'))
      .join('');

  it('tells of each request, and of none of the secrets in them', async () => {
    const user = await addUser(server, 'ada', 'admin');
    const ada = await logIn(server, user);
    const secrets = [user.password, ada.csrfToken, ada.cookie().split('=')[1] ?? ''];
    const post = async <Answer>(path: string, body: object, method = 'POST') =>
      (await (await ada.ask(path, { method, body: JSON.stringify(body) })).json()) as Answer;
    const { secret } = await post<{ secret: string }>('/api/v1/keys', { name: 'x', right: 'read' });
    const added = await post<{ password: string }>('/api/v1/users', { name: 'bob', right: 'read' });
    const chosen = {
      bob: 'a password of bob, chosen',
      ada: 'a password of ada, chosen',
      wrong: 'not her password',
    };
    await post('/api/v1/users/bob', { password: chosen.bob }, 'PATCH');
    await post('/api/v1/session/password', { current: user.password, password: chosen.ada });
    secrets.push(secret, added.password, ...Object.values(chosen), ada.cookie().split('=')[1] ?? '');
    // Where they do not belong: in an address, in a form that is refused, with a broken body.
    const json = { 'content-type': 'application/json' };
    const asked: [string, RequestInit][] = [
      [`/api/v1/users?key=${secret}`, {}],
      ['/api/v1/users', { headers: { authorization: `Basic ${secret}` } }],
      ['/api/v1/users', { headers: { authorization: `Bearer ${secret}` } }],
      [
        '/api/v1/session',
        { method: 'POST', headers: json, body: JSON.stringify({ user: 'ada', password: chosen.wrong }) },
      ],
      [
        '/api/v1/session',
        { method: 'POST', headers: json, body: JSON.stringify({ user: 'ada', pass: chosen.ada }) },
      ],
      ['/api/v1/session', { method: 'POST', headers: json, body: `{"password": "${chosen.ada}"` }],
    ];
    for (const [path, options] of asked)
      expect((await server.ask(path, options)).status).toBeGreaterThanOrEqual(400);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const log = written();
    expect(log).toContain('"path":"/api/v1/users/bob"');
    expect(log).toContain('"user":"ada"');
    expect(secrets.every((each) => each.length > 11)).toBe(true);
    expect(secrets.filter((each) => log.includes(each))).toEqual([]);
  });
});
