import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import pg from 'pg';
import { describe, expect, test } from 'vitest';
import { openDriver } from '../../src/infra/open-driver.ts';
import { defaultSearchPath } from '../../src/infra/system/find-program.ts';
import { portState } from '../../src/infra/system/ports.ts';
import { processExists } from '../../src/infra/system/process-exists.ts';
import { freePort } from '../support/servers/processes.ts';
import { findOwnServer } from '../support/servers/servers.ts';
import { ownServers, running, stopAtEnd, tested } from './own-servers.ts';

const { missing } = await findOwnServer('community');
const patience = { timeout: 240_000 };

describe.skipIf(missing !== null)('PostgreSQL of this machine', patience, () => {
  stopAtEnd();

  test('comes up with TimescaleDB, once; keeps what was committed when it is killed; is stopped', async () => {
    const { driver, options } = await ownServers(defaultSearchPath());
    const first = await running(driver, 'database');
    await driver.configure('database', () => undefined);
    await driver.configure('database', () => undefined);
    const result = await tested(driver, 'database');
    expect(result.checks.map(({ passed, found }) => ({ passed, found }))).toEqual([
      { passed: true, found: 'connected' },
      { passed: true, found: expect.stringContaining('community edition') },
      { passed: true, found: expect.any(String) },
    ]);
    expect(result.passed).toBe(true);
    expect(first.how).toBe('started');
    const again = await running(driver, 'database');
    expect(again).toMatchObject({ how: 'taken-up', pid: first.pid });

    await ask(first.url.reveal(), 'CREATE TABLE kept AS SELECT 42 AS answer');
    process.kill(first.pid ?? 0, 'SIGKILL');
    const third = await running(driver, 'database');
    expect(third.how).toBe('started');
    expect(third.pid).not.toBe(first.pid);
    expect(await ask(third.url.reveal(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);

    await driver.stop('database');
    await driver.stop('database');
    // It ended; until this process hears of that, the system keeps its number.
    await expect.poll(() => processExists(third.pid ?? 0)).toBe(false);
    expect(await portState(options.ports.database)).toBe('free');
    expect((await tested(driver, 'database')).passed).toBe(false);
  });

  test('clears away a cluster that was half made, keeps its passwords, moves to another port with its data', async () => {
    const { driver, options } = await ownServers(defaultSearchPath());
    const folder = join(options.dataDirectory, 'services/database');
    mkdirSync(join(folder, 'data.new-0'), { recursive: true });
    writeFileSync(join(folder, 'data.new-0/PG_VERSION'), '15\n');
    const told: string[] = [];
    const first = await driver.provision('database', (text) => told.push(text));
    await driver.configure('database', (text) => told.push(text));
    if (first.kind !== 'running') throw new Error(first.reason);
    await ask(first.url.reveal(), 'CREATE TABLE kept AS SELECT 42 AS answer');
    expectSecretsKept(folder, [inspect(first), JSON.stringify(first), ...told]);

    const moved = openDriver('native', {
      ...options,
      ports: { ...options.ports, database: await freePort() },
    });
    const second = await running(moved, 'database');
    expect(second.how).toBe('started');
    expect(await ask(second.url.reveal(), 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(await portState(options.ports.database)).toBe('free');
    expect(existsSync(join(folder, 'data.new-0'))).toBe(false);
    await moved.stop('database');
  });
});

/** Passwords are in files of their own, and neither in what was told nor in the log. */
function expectSecretsKept(folder: string, told: readonly string[]): void {
  const secrets = readdirSync(folder).filter((name) => name.endsWith('.password'));
  expect(secrets).toHaveLength(2);
  const log = readFileSync(join(folder, 'server.log'), 'utf8');
  for (const name of secrets) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    const secret = readFileSync(join(folder, name), 'utf8').trim();
    expect(secret.length).toBeGreaterThan(20);
    expect([...told, log].filter((text) => text.includes(secret))).toEqual([]);
  }
}

async function ask(url: string, query: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}
