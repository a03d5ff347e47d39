import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { SecretUrl } from '../../src/config/secret-url.ts';
import { checkEnvironment, type EnvironmentQuestion } from '../../src/infra/environment/check-environment.ts';
import { type Finding, requireFit } from '../../src/infra/environment/finding.ts';
import { checkNode } from '../../src/infra/environment/machine.ts';
import { defaultPorts, type InfrastructureOptions } from '../../src/infra/options.ts';
import { atLeast, parseVersion } from '../../src/infra/system/find-program.ts';
import { freshFolder } from '../support/embedded.ts';
import { infrastructure } from '../support/infrastructure.ts';
import { freePort } from '../support/servers/processes.ts';

/** A question about a machine without programs. */
function question(
  options: Partial<InfrastructureOptions> = {},
  more: Partial<EnvironmentQuestion> = {},
): EnvironmentQuestion {
  return {
    options: infrastructure({
      // Beside the fresh folder, whose parent others may pass.
      dataDirectory: `${freshFolder()}-not-there-yet`,
      searchPath: [freshFolder()],
      ...options,
    }),
    sourceBytes: 1e6,
    targetBytes: 1e6,
    ...more,
  };
}

const about = (findings: readonly Finding[], what: RegExp) => findings.filter((each) => what.test(each.what));

test('a machine without servers is fit for the embedded engine alone, and says what it lacks', async () => {
  const { drivers, findings } = await checkEnvironment(question({}, { components: ['pool', 'cache'] }));
  expect(drivers.embedded).toMatchObject({ usable: true, missing: [] });
  expect(drivers.docker).toMatchObject({ usable: false, why: expect.stringContaining('none on PATH') });
  expect(drivers.native.usable).toBe(false);
  expect(drivers.native.missing).toEqual(['programs of the pool', 'programs of the cache']);
  expect(() => requireFit(findings, 'embedded')).not.toThrow();
  expect(() => requireFit(findings, 'native')).toThrow(
    expect.objectContaining({ code: 'PROGRAM_MISSING' }) as unknown as Error,
  );
});

test('what is given by URL is not looked for', async () => {
  const given = {
    databaseUrl: new SecretUrl('postgres://somewhere/db'),
    redisUrl: new SecretUrl('redis://somewhere'),
  };
  const { findings } = await checkEnvironment(
    question({ given }, { components: ['database', 'pool', 'cache'] }),
  );
  expect(about(findings, /programs of|^port/)).toEqual([]);
});

test('a disk that is too small is a problem of every driver', async () => {
  const { drivers, findings } = await checkEnvironment(
    question({}, { components: [], sourceBytes: 1e17, targetBytes: 2e17 }),
  );
  expect(about(findings, /^300,000,000,\d+ MB free/)).toMatchObject([
    { status: 'problem', code: 'DISK_FULL' },
  ]);
  expect(Object.values(drivers).map(({ usable }) => usable)).toEqual([false, false, false]);
});

describe('ports', () => {
  test('a taken one is a problem, and its holder is named where /proc tells', async () => {
    const port = await freePort();
    const holder = createServer();
    await new Promise<void>((done) => holder.listen(port, '127.0.0.1', done));
    try {
      const ports = { ...defaultPorts, cache: port };
      const { findings } = await checkEnvironment(question({ ports }, { components: ['cache'] }));
      const [native, docker] = about(findings, /^port/);
      expect(native).toMatchObject({ status: 'problem', code: 'PORT_TAKEN', concerns: ['native'] });
      expect(docker).toMatchObject({ status: 'problem', code: 'PORT_TAKEN', concerns: ['docker'] });
      if (process.platform === 'linux') expect(native?.found).toContain(`process ${process.pid} `);
    } finally {
      holder.close();
    }
  });

  test('a free one is fine', async () => {
    const ports = { ...defaultPorts, cache: await freePort() };
    const { findings } = await checkEnvironment(question({ ports }, { components: ['cache'] }));
    expect(about(findings, /^port/)).toMatchObject([{ status: 'ok', found: 'free' }]);
  });
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is a problem', async () => {
  const { findings } = await checkEnvironment(
    question({ dataDirectory: '/stockula-of-nobody' }, { components: [] }),
  );
  expect(about(findings, /^a data directory/)).toMatchObject([{ status: 'problem', code: 'RIGHTS_MISSING' }]);
});

test('an older Node.js is a problem', () => {
  expect(checkNode('22.12.0').status).toBe('problem');
  expect(checkNode('24.0.0').status).toBe('ok');
  expect(checkNode('100.1.0').status).toBe('ok');
});

test.each([
  ['PgBouncer 1.18.0\n', [1, 21], false],
  ['PgBouncer 1.21.0\nlibevent 2.1.12-stable', [1, 21], true],
  ['postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)', [15], true],
  ['2.9.1', [2, 24], false],
  ['v2.24', [2, 24], true],
  ['nothing', [1], false],
])('of %j, at least %j is %j', (text, wanted, expected) => {
  expect(atLeast(parseVersion(text), wanted)).toBe(expected);
});
