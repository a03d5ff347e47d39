import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { dockerDriver } from '../../src/infra/docker/docker-driver.ts';
import { componentNames } from '../../src/infra/driver.ts';
import { defaultPorts } from '../../src/infra/options.ts';
import { freshFolder } from '../support/embedded.ts';
import { infrastructure, writeScript } from '../support/infrastructure.ts';
import { unpackOthers } from '../support/servers/debian-packages.ts';

/** A docker client that answers as these lines of shell say; $1 is its subcommand. */
function driverWith(lines: string | null) {
  const folder = freshFolder('programs');
  if (lines !== null) writeScript(folder, 'docker', lines);
  return dockerDriver(infrastructure({ searchPath: [folder] }));
}

test.each([
  ['no client', null, /the program docker/],
  ['no Compose', 'case $1 in compose) exit 1;; *) echo 28.2;; esac', /Docker Compose 2\.24/],
  ['an old Compose', 'case $1 in compose) echo 2.9.1;; *) echo 28.2;; esac', /Docker Compose 2\.24/],
  [
    'no engine',
    'case $1 in compose) echo v2.30.1;; *) echo "Cannot connect to the Docker daemon" >&2; exit 1;; esac',
    /a Docker engine that answers/,
  ],
])('with %s it says what is missing, and starts nothing', async (_, lines, what) => {
  const driver = driverWith(lines);
  const missing = await driver.missing(['database']);
  expect(missing).toMatchObject([{ what: expect.stringMatching(what), command: null }]);
  await expect(driver.provision('database', () => undefined)).rejects.toMatchObject({
    code: 'PROGRAM_MISSING',
    parts: { expected: expect.stringMatching(what) },
  });
  await expect(driver.install(['database'], true, () => undefined)).rejects.toMatchObject({
    code: 'PROGRAM_MISSING',
  });
});

test('a container that does not come up tells what Compose and its log say', async () => {
  const driver = driverWith(`
    case "$*" in
      *version*) echo 2.30.1;;
      *" up "*) echo "container is unhealthy" >&2; exit 1;;
      *" logs "*) echo "FATAL: data directory has wrong ownership";;
    esac`);
  await expect(driver.provision('cache', () => undefined)).rejects.toMatchObject({
    code: 'SERVICE_FAILED',
    parts: { got: expect.stringMatching(/container is unhealthy\n.*wrong ownership/s) },
  });
});

const others = await unpackOthers();
const compose =
  others.missing === null ? join(others.value, 'usr/libexec/docker/cli-plugins/docker-compose') : '';

const composeProject = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string(),
      healthcheck: z.object({ test: z.array(z.string()) }),
      ports: z.array(z.object({ host_ip: z.string(), published: z.string() })),
    }),
  ),
});

describe.skipIf(others.missing !== null)('the Compose file', () => {
  test('is valid: pinned images, health checks, loopback ports, and no secret in it', async () => {
    const file = resolve(import.meta.dirname, '../../deploy/compose/migration.yaml');
    const secrets = ['DATABASE_PASSWORD', 'POOL_USERS', 'CACHE_SETTINGS'];
    const env = {
      ...Object.fromEntries(
        componentNames.map((name) => [`STOCKULA_${name.toUpperCase()}_PORT`, `${defaultPorts[name]}`]),
      ),
      ...Object.fromEntries(secrets.map((name) => [`STOCKULA_${name}`, 'hidden-word'])),
      STOCKULA_POOL_SETTINGS: 'x',
    };
    const args = ['-f', file, 'config', '--format', 'json'];
    const { stdout } = await promisify(execFile)(compose, args, { env });
    expect(stdout).not.toContain('hidden-word');
    const { services } = composeProject.parse(JSON.parse(stdout));
    expect(Object.keys(services).sort()).toEqual([...componentNames].sort());
    for (const name of componentNames) {
      const service = services[name];
      expect(service?.image).toMatch(/^[\w./-]+:v?\d+\.\d+\.\d+/);
      expect(service?.healthcheck.test.length).toBeGreaterThan(1);
      expect(service?.ports).toMatchObject([{ host_ip: '127.0.0.1', published: `${defaultPorts[name]}` }]);
    }
  });
});
