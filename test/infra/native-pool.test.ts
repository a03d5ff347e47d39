import { dirname } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Driver } from '../../src/infra/driver.ts';
import { openDriver } from '../../src/infra/open-driver.ts';
import { defaultSearchPath, findProgram } from '../../src/infra/system/find-program.ts';
import { findOwnServer, findPgBouncer } from '../support/servers/servers.ts';
import { ownServers, running, stopAtEnd, tested } from './own-servers.ts';

const database = await findOwnServer('community');
const unpacked = await findPgBouncer();
const ofThisMachine = findProgram('pgbouncer', defaultSearchPath());
const patience = { timeout: 240_000 };

describe.skipIf(database.missing !== null || unpacked.missing !== null)('PgBouncer', patience, () => {
  stopAtEnd();

  test('serves 100 clients, comes up beside the database and again after it was killed', async () => {
    const recent = unpacked.missing === null ? dirname(unpacked.value) : '';
    const { driver, options } = await ownServers([recent, ...defaultSearchPath()]);
    const [first] = await Promise.all([running(driver, 'pool'), running(driver, 'database')]);
    await driver.configure('database', () => undefined);
    await driver.configure('pool', () => undefined);
    await expectServes(driver, /^named and unnamed/);
    expect(await running(driver, 'pool')).toMatchObject({ how: 'taken-up', pid: first.pid });

    process.kill(first.pid ?? 0, 'SIGKILL');
    expect(await running(driver, 'pool')).toMatchObject({ how: 'started' });
    expect(await driver.test('pool')).toMatchObject({ passed: true });

    if (ofThisMachine !== null) {
      // Perhaps an older one, which must not be given settings that it does not know.
      const other = openDriver('native', { ...options, searchPath: defaultSearchPath() });
      await driver.stop('pool');
      await running(other, 'pool');
      await expectServes(other, /unnamed/);
    }

    await driver.stop('database');
    const without = await tested(driver, 'pool');
    expect(without.passed).toBe(false);
    expect(without.checks.at(-1)).toMatchObject({ passed: false, found: expect.stringMatching(/\w/) });
  });
});

async function expectServes(driver: Driver, statements: RegExp): Promise<void> {
  const result = await tested(driver, 'pool');
  expect(result).toMatchObject({ passed: true });
  expect(result.checks[2]?.found).toMatch(statements);
}
