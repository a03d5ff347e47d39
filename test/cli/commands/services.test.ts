import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { placeOf } from '../../../src/infra/native/native-driver.ts';
import { runningPid } from '../../../src/infra/native/service-place.ts';
import { prepareDataDirectory } from '../../../src/storage/embedded/data-directory.ts';
import { DirectoryLock } from '../../../src/storage/embedded/directory-lock.ts';
import { findPrograms, ownServers, running, stopAtEnd } from '../../infra/own-servers.ts';
import { freshFolder } from '../../support/embedded.ts';
import { runStockula } from '../../support/run-stockula.ts';
import { findOwnServer } from '../../support/servers/servers.ts';

const found = await findPrograms();
const searchPath = found.missing === null ? found.value : [];
const { missing: noDatabase } = await findOwnServer('community');
const patience = { timeout: 240_000 };

/** A data directory whose servers ran once and are down now, as after a restart of the machine. */
async function afterRestart(components: readonly ('database' | 'pool' | 'cache')[]) {
  const servers = await ownServers(searchPath);
  prepareDataDirectory(servers.options.dataDirectory);
  for (const component of components) {
    await running(servers.driver, component);
    await servers.driver.configure(component, () => undefined);
  }
  for (const component of components.toReversed()) await servers.driver.stop(component);
  const { dataDirectory } = servers.options;
  const env = { STOCKULA_DATA_DIR: dataDirectory, PATH: searchPath.join(':') };
  const services = async (...args: string[]) => {
    const { status, stdout, stderr } = await runStockula(['services', ...args, '-o', 'json'], env);
    return { status, stderr, ...JSON.parse(stdout) };
  };
  return { ...servers, env, services, dataDirectory };
}

/** A folder of programs that the account of the servers can look into, too. */
function programs(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stockula-programs-'));
  chmodSync(folder, 0o755);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('a data directory without servers', () => {
  const env = { STOCKULA_DATA_DIR: join(freshFolder('services'), 'none') };

  test.each(['status', 'stop', 'start'])('%s says so, and makes nothing', async (what) => {
    const { status, stdout } = await runStockula(['services', what], env);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^No servers .*none/) });
    expect(JSON.parse((await runStockula(['services', what, '-o', 'json'], env)).stdout)).toEqual({
      data_directory: env.STOCKULA_DATA_DIR,
      services: [],
    });
  });

  test('one that is asked for by name is not found, a name that none has is refused', async () => {
    const missing = await runStockula(['services', 'start', 'pool'], env);
    expect(missing).toMatchObject({ status: 4, stderr: expect.stringMatching(/NOT_FOUND[\s\S]*a pool/) });
    const wrong = await runStockula(['services', 'stop', 'postgres'], env);
    expect(wrong).toMatchObject({ status: 2, stderr: expect.stringMatching(/database, pool, cache/) });
  });
});

describe.skipIf(found.missing !== null)('a cache that ran before', patience, () => {
  stopAtEnd();

  test('is started with its saved port, looked at, and stopped, each as often as one likes', async () => {
    const { services, options, env } = await afterRestart(['cache']);
    const port = options.ports.cache;
    const down = { name: 'cache', state: 'down', pid: null, since: null, port, configured: false };
    expect(await services('status')).toMatchObject({ status: 0, services: [{ ...down, outcome: null }] });
    const started = await services('start');
    expect(started).toMatchObject({
      status: 0,
      services: [{ name: 'cache', outcome: 'started', state: 'up', port, problem: null }],
    });
    expect((await runStockula(['sql', 'SELECT 1'], env)).stderr).toContain('NO_DATA');
    const [{ pid, since }] = started.services;
    expect(pid).toBe(runningPid(placeOf(options, 'cache')));
    expect(Date.parse(since)).toBeGreaterThan(Date.now() - 240_000);
    expect(await services('start', 'cache')).toMatchObject({
      status: 0,
      services: [{ outcome: 'was-running', state: 'up', pid }],
    });
    expect(await services('stop')).toMatchObject({ status: 0, services: [{ ...down, outcome: 'stopped' }] });
    expect(await services('stop', 'cache')).toMatchObject({
      status: 0,
      services: [{ ...down, outcome: 'was-not-running' }],
    });
  });

  test('nothing is started or stopped while a migration is at work; looking is allowed', async () => {
    const { services, dataDirectory, env } = await afterRestart(['cache']);
    mkdirSync(join(dataDirectory, 'migration'));
    const lock = DirectoryLock.take(join(dataDirectory, 'migration/lock'), 0);
    try {
      for (const what of ['start', 'stop'])
        expect(await runStockula(['services', what], env)).toMatchObject({
          status: 8,
          stderr: expect.stringContaining('MIGRATION_CONFLICT'),
        });
      expect(await services('status')).toMatchObject({ status: 0, services: [{ state: 'down' }] });
    } finally {
      lock?.release();
    }
  });

  test('one that cannot be started says why, and the others are started all the same', async () => {
    const { services, env, dataDirectory } = await afterRestart(['cache']);
    mkdirSync(join(dataDirectory, 'services/monitoring'));
    writeFileSync(join(dataDirectory, 'services/monitoring/server.log'), '');
    const broken = join(programs(), 'prometheus');
    writeFileSync(broken, '#!/bin/sh\necho no such flag\nexit 1\n', { mode: 0o755 });
    env.PATH = `${join(broken, '..')}:${env.PATH}`;
    expect(await services('start')).toMatchObject({
      status: 10,
      services: [
        { name: 'cache', outcome: 'started', state: 'up' },
        {
          name: 'monitoring',
          outcome: 'failed',
          state: 'down',
          problem: { code: 'SERVICE_FAILED', got: expect.stringContaining('no such flag') },
        },
      ],
    });
    const seen = await runStockula(['services', 'start', 'monitoring'], env);
    expect(seen).toMatchObject({ status: 10, stdout: expect.stringMatching(/FAILED[\s\S]*no such flag/) });
  });
});

describe.skipIf(found.missing !== null || noDatabase !== null)('a database that ran before', patience, () => {
  stopAtEnd();

  test('is what a command says is to be started, and answers after that, also through its pool', async () => {
    const { services, env, options, dataDirectory } = await afterRestart(['database', 'pool']);
    const file = join(freshFolder('configured'), '.stockula.yaml');
    const password = join(dataDirectory, 'services/database/stockula.password');
    writeFileSync(file, `database: { password_file: ${JSON.stringify(password)} }\n`);
    const url = `postgres://stockula@127.0.0.1:${options.ports.database}/stockula`;
    const using = { ...env, STOCKULA_CONFIG_FILE: file, DATABASE_URL: url };
    const ask = (more: Record<string, string> = using) =>
      runStockula(['sql', 'SELECT 1 AS one', '-o', 'json'], more);
    expect(JSON.parse((await ask()).stdout)).toMatchObject({
      error: { code: 'DATABASE_UNAVAILABLE', remedy: expect.stringMatching(/services start$/) },
    });
    const elsewhere = { ...using, STOCKULA_DATA_DIR: freshFolder('other') };
    expect((await ask(elsewhere)).stdout).not.toContain('services start');
    expect((await runStockula(['db', 'status'], using)).stderr).toContain('services status');
    expect(await runStockula(['services', 'status'], using)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/names the database: commands need it[\s\S]*services start/),
    });
    const { services: started } = await services('start');
    expect(started.map(({ name, state }: { name: string; state: string }) => [name, state])).toEqual([
      ['database', 'up'],
      ['pool', 'up'],
    ]);
    expect(JSON.parse((await ask()).stdout)).toEqual([{ one: 1 }]);
    const pooled = `postgres://stockula@127.0.0.1:${options.ports.pool}/stockula_session`;
    expect(JSON.parse((await ask({ ...using, DATABASE_URL: pooled })).stdout)).toEqual([{ one: 1 }]);
    // Migrated into and not switched to: the configuration names no database yet.
    const { DATABASE_URL: _, ...unswitched } = using;
    expect(JSON.parse((await ask(unswitched)).stdout)).toEqual([{ one: 1 }]);
    expect(
      JSON.parse((await runStockula(['migrate', 'status', '-o', 'json'], unswitched)).stdout),
    ).toMatchObject({
      run: null,
      database_error: null,
    });
    const stopped = await services('stop', 'database', 'pool');
    expect(stopped.services.map(({ outcome }: { outcome: string }) => outcome)).toEqual([
      'stopped',
      'stopped',
    ]);
    rmSync(join(dataDirectory, 'services/pool'), { recursive: true });
    expect((await services('status')).services).toHaveLength(1);
  });
});
