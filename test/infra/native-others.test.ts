import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { SecretUrl } from '../../src/config/secret-url.ts';
import { askRedis } from '../../src/infra/checks/ask-redis.ts';
import { openDriver } from '../../src/infra/open-driver.ts';
import { freshFolder } from '../support/embedded.ts';
import { writeScript } from '../support/infrastructure.ts';
import { findPrograms, ownServers, running, stopAtEnd, tested } from './own-servers.ts';

const found = await findPrograms();
const searchPath = found.missing === null ? found.value : [];
const patience = { timeout: 240_000 };
const root = resolve(import.meta.dirname, '../..');

describe.skipIf(found.missing !== null)('Redis of this machine', patience, () => {
  stopAtEnd();

  test('comes up once, keeps and forgets, comes back after it was killed, stops', async () => {
    const { driver } = await ownServers(searchPath);
    const first = await running(driver, 'cache');
    const result = await tested(driver, 'cache');
    expect(result.passed).toBe(true);
    expect(result.checks.at(-1)?.found).toMatch(/allkeys-lru, maxmemory [1-9]/);
    expect(await running(driver, 'cache')).toMatchObject({ how: 'taken-up', pid: first.pid });
    process.kill(first.pid ?? 0, 'SIGKILL');
    expect(await running(driver, 'cache')).toMatchObject({ how: 'started' });
    await driver.stop('cache');
    expect(await driver.test('cache')).toMatchObject({ passed: false });
  });

  test('refuses who does not know the password', async () => {
    const { driver, options } = await ownServers(searchPath);
    await running(driver, 'cache');
    const url = `redis://127.0.0.1:${options.ports.cache}`;
    await expect(askRedis(url, (client) => client.get('x'))).rejects.toThrow(/NOAUTH|Authentication/);
  });

  test('outlives the command that started it, and is found without its pid file', async () => {
    const { driver, options } = await ownServers(searchPath);
    const script = `
      import { openDriver } from ${JSON.stringify(join(root, 'src/infra/open-driver.ts'))};
      const driver = openDriver('native', ${JSON.stringify(options)});
      console.log((await driver.provision('cache', () => undefined)).pid);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    const pid = Number(stdout);
    expect(await running(driver, 'cache')).toMatchObject({ how: 'taken-up', pid });
    writeFileSync(join(options.dataDirectory, 'services/cache/server.pid'), '');
    if (process.platform === 'linux')
      expect(await running(driver, 'cache')).toMatchObject({ how: 'taken-up', pid });
    else writeFileSync(join(options.dataDirectory, 'services/cache/server.pid'), String(pid));
  });

  test('another process with the id in the pid file is neither taken for it nor ended', async () => {
    const { driver, options } = await ownServers(searchPath);
    const folder = join(options.dataDirectory, 'services/cache');
    mkdirSync(folder, { recursive: true });
    const bystander = spawn('sleep', ['600']);
    try {
      writeFileSync(join(folder, 'server.pid'), `${bystander.pid}\n`);
      const first = await running(driver, 'cache');
      expect(first.how).toBe('started');
      expect(first.pid).not.toBe(bystander.pid);
      await driver.stop('cache');
      writeFileSync(join(folder, 'server.pid'), `${bystander.pid}\n`);
      await driver.stop('cache');
      expect(bystander.exitCode ?? bystander.signalCode).toBeNull();
    } finally {
      bystander.kill();
    }
  });

  test('given by URL it is used as it is and never stopped', async () => {
    const { driver, options } = await ownServers(searchPath);
    const { url, pid } = await running(driver, 'cache');
    const given = openDriver('native', { ...options, given: { databaseUrl: null, redisUrl: url } });
    expect(await running(given, 'cache')).toMatchObject({ how: 'given', pid: null });
    expect(await given.test('cache')).toMatchObject({ passed: true });
    await given.stop('cache');
    expect(await running(driver, 'cache')).toMatchObject({ how: 'taken-up', pid });
  });
});

describe.skipIf(found.missing !== null)('Prometheus of this machine', patience, () => {
  stopAtEnd();

  test('comes up once, scrapes, comes back after it was killed, stops', async () => {
    const { driver } = await ownServers(searchPath);
    const first = await running(driver, 'monitoring');
    expect(await driver.test('monitoring')).toMatchObject({ passed: true });
    expect(await running(driver, 'monitoring')).toMatchObject({ how: 'taken-up', pid: first.pid });
    process.kill(first.pid ?? 0, 'SIGKILL');
    expect(await running(driver, 'monitoring')).toMatchObject({ how: 'started' });
    await driver.stop('monitoring');
    expect(await driver.test('monitoring')).toMatchObject({ passed: false });
  });
});

describe('what cannot be started', patience, () => {
  stopAtEnd();

  test('a taken port is refused, and its holder named', async () => {
    const { driver, options } = await ownServers(programThatSays('never run', 0));
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(options.ports.cache, '127.0.0.1', done));
    try {
      const attempt = driver.provision('cache', () => undefined);
      await expect(attempt).rejects.toMatchObject({
        code: 'PORT_TAKEN',
        parts: {
          got: process.platform === 'linux' ? expect.stringContaining(`${process.pid}`) : expect.any(String),
        },
      });
    } finally {
      holder.close();
    }
  });

  test('a program that ends tells why by the last lines of its log', async () => {
    const { driver } = await ownServers(programThatSays('no such directive: maxmemory', 1));
    await expect(driver.provision('cache', () => undefined)).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      parts: { got: expect.stringContaining('no such directive: maxmemory') },
    });
  });

  test('a program that is not there is named', async () => {
    const { driver } = await ownServers([freshFolder()]);
    for (const [component, name] of [
      ['pool', 'pgbouncer'],
      ['cache', 'redis-server'],
      ['monitoring', 'prometheus'],
    ] as const)
      await expect(driver.provision(component, () => undefined)).rejects.toMatchObject({
        code: 'PROGRAM_MISSING',
        parts: { expected: expect.stringContaining(name) },
      });
    expect(await driver.test('cache')).toMatchObject({ passed: false });
  });

  test('a given server that does not answer is refused without its password', async () => {
    const url = new SecretUrl('redis://:hidden-word@127.0.0.1:1/0');
    const { driver } = await ownServers([], { given: { databaseUrl: null, redisUrl: url } });
    const error: unknown = await driver
      .provision('cache', () => undefined)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(String(error)).not.toContain('hidden-word');
  });
});

/** A folder with a "redis-server" that says something and ends. */
function programThatSays(text: string, status: number): readonly string[] {
  const folder = freshFolder('programs');
  writeScript(folder, 'redis-server', `echo '${text}'\nexit ${status}`);
  return [folder];
}
