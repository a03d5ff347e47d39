import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stopHost } from '../../../src/storage/embedded/host-control.ts';
import { addUser, command, logIn, type TestUser } from '../../support/access.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';
import { serveEmpty, type TestServer } from '../../support/served.ts';

describe('users and keys on the command line', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await serveEmpty();
    await addUser(server, 'ada', 'admin');
  });
  afterAll(() => server?.close());

  const run = (args: readonly string[], input = '') =>
    runStockula(args, { STOCKULA_DATA_DIR: server.dataDirectory }, input);
  /** A running server knows within a second. */
  const known = () => new Promise((resolve) => setTimeout(resolve, 1_100));

  it('gives another password, which ends sessions', async () => {
    const old = await addUser(server, 'bob', 'read');
    const bob = await logIn(server, old);
    const changed = await command<TestUser>(server, 'users', 'passwd', 'bob');
    await known();
    expect((await bob.ask('/api/v1/sessions')).status).toBe(401);
    await expect(logIn(server, old)).rejects.toThrow('401');
    expect((await (await logIn(server, changed)).ask('/api/v1/sessions')).status).toBe(200);
    const typed = await run(['users', 'passwd', 'bob', '--password-stdin'], 'what somebody typed\n');
    expect(typed).toMatchObject({ status: 0, stdout: expect.not.stringContaining('typed') });
    await logIn(server, { user: 'bob', password: 'what somebody typed' });
    expect((await run(['users', 'passwd', 'bob', '--password-stdin'], 'short\n')).status).toBe(2);
  }, 60_000);

  it('changes rights, blocks, lets in again and removes', async () => {
    const carol = await addUser(server, 'carol', 'admin');
    const browser = await logIn(server, carol);
    const status = async () => {
      await known();
      return (await browser.ask('/api/v1/users')).status;
    };
    expect(await status()).toBe(200);
    await command(server, 'users', 'role', 'carol', 'read');
    expect(await status()).toBe(403);
    await command(server, 'users', 'disable', 'carol');
    expect(await status()).toBe(401);
    await expect(logIn(server, carol)).rejects.toThrow('401');
    await command(server, 'users', 'enable', 'carol');
    // Sessions of before are over for good.
    expect(await status()).toBe(401);
    expect((await (await logIn(server, carol)).ask('/api/v1/sessions')).status).toBe(200);
    expect(await command(server, 'users', 'list')).toMatchObject([{}, {}, { name: 'carol', right: 'read' }]);
    await command(server, 'users', 'remove', 'carol');
    await expect(logIn(server, carol)).rejects.toThrow('401');
    expect((await run(['users', 'remove', 'carol'])).status).toBe(4);
    const last = await run(['users', 'disable', 'ada']);
    expect(last).toMatchObject({ status: 15, stderr: expect.stringContaining('last one') });
  }, 60_000);

  it('makes keys, lists them without what is secret, and revokes them', async () => {
    const made = await command<{ id: string; secret: string }>(
      server,
      ...['keys', 'create', 'report', '--user', 'ada', '--right', 'analyse', '--expires', '2999-12-31'],
    );
    const asked = async (path: string) => {
      await known();
      return (await server.ask(path, { headers: { authorization: `Bearer ${made.secret}` } })).status;
    };
    expect(await asked('/api/v1/sessions')).toBe(200);
    expect(await asked('/api/v1/users')).toBe(403);
    const list = await run(['keys', 'list', '-o', 'json']);
    expect(JSON.parse(list.stdout)).toMatchObject([{ id: made.id, name: 'report', right: 'analyse' }]);
    expect(list.stdout).not.toContain(made.secret);
    expect((await run(['keys', 'revoke', made.id])).status).toBe(0);
    expect(await asked('/api/v1/sessions')).toBe(401);
    expect((await run(['keys', 'revoke', made.id])).status).toBe(4);
    const tooMuch = await run(['keys', 'create', 'x', '--user', 'bob', '--right', 'admin']);
    expect(tooMuch).toMatchObject({ status: 14, stderr: expect.stringContaining('FORBIDDEN') });
  }, 60_000);
});

describe('a server for other machines', () => {
  it('does not begin before there is an admin', async () => {
    const env = { STOCKULA_DATA_DIR: join(freshFolder('open'), 'data') };
    try {
      expect((await runStockula(['users', 'list'], env)).status).toBe(0);
      const { status, stdout, stderr } = await runStockula(
        ['serve', '--host', '0.0.0.0', '--port', '0'],
        env,
      );
      expect(stderr).toContain('ADMIN_MISSING');
      expect(stderr).toContain('users add NAME --right admin');
      expect(stderr).not.toContain('Building');
      expect([status, stdout]).toEqual([14, '']);
    } finally {
      await stopHost(env.STOCKULA_DATA_DIR);
    }
  }, 300_000);
});
