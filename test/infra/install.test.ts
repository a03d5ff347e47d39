import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { install } from '../../src/infra/install.ts';
import { nativeDriver } from '../../src/infra/native/native-driver.ts';
import { freshFolder } from '../support/embedded.ts';
import { infrastructure, writeScript } from '../support/infrastructure.ts';

// What is asked here is what is run and when, so the package manager is a script that writes down its arguments.

function machine(aptGet: string) {
  const folder = freshFolder('programs');
  const log = join(folder, 'log');
  const script = (name: string, text: string) => writeScript(folder, name, text);
  script('apt-get', `echo "$@" >>${log}; ${aptGet}`);
  script(
    'apt-cache',
    'case "$2" in redis-server|pgbouncer) echo "  Candidate: 5:7.0.15";; *) echo "  Candidate: (none)";; esac',
  );
  script('sudo', 'shift; exec "$@"');
  const driver = nativeDriver(infrastructure({ searchPath: [folder] }));
  return { driver, script, ran: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') };
}

const quiet = () => undefined;

test('runs what it announced, after consent only, and nothing where nothing is missing', async () => {
  const { driver, script, ran } = machine('exit 0');
  const missing = await driver.missing(['cache']);
  expect(missing).toMatchObject([{ component: 'cache', what: 'redis-server', byHand: null }]);
  await expect(driver.install(['cache'], false, quiet)).rejects.toMatchObject({ code: 'CONSENT_MISSING' });
  expect(ran()).toBe('');
  await driver.install(['cache'], true, quiet);
  expect(ran()).toBe('install --yes --no-install-recommends redis-server\n');
  expect(missing[0]?.command?.join(' ')).toMatch(
    /apt-get install --yes --no-install-recommends redis-server$/,
  );
  script('redis-server', 'exit 0');
  await driver.install(['cache'], true, quiet);
  expect(ran().split('\n')).toHaveLength(2);
});

test('what no package is known for has to be done by hand, and nothing is installed before', async () => {
  const { driver, ran } = machine('exit 0');
  await expect(driver.install(['cache', 'monitoring'], true, quiet)).rejects.toMatchObject({
    code: 'PROGRAM_MISSING',
    parts: { remedy: expect.stringContaining('prometheus') },
  });
  expect(ran()).toBe('');
});

test('a failure shows what the package manager said last', async () => {
  const { driver } = machine('echo "E: no space left" >&2; exit 100');
  await expect(driver.install(['pool'], true, quiet)).rejects.toMatchObject({
    code: 'INSTALL_FAILED',
    parts: { got: expect.stringMatching(/status 100:\n.*no space left/s) },
  });
});

test('without the right to install, the command is named', async () => {
  const missing = [
    { component: 'cache', what: 'redis-server', command: ['apt-get', 'x'], byHand: null },
  ] as const;
  await expect(install(missing, true, false, quiet)).rejects.toMatchObject({
    code: 'RIGHTS_MISSING',
    parts: { remedy: expect.stringContaining('"apt-get x"') },
  });
});
