import { expect, test } from 'vitest';
import { openDriver } from '../../src/infra/open-driver.ts';
import { withEmbedded } from '../support/embedded.ts';
import { infrastructure } from '../support/infrastructure.ts';
import { tested } from './own-servers.ts';

test('the embedded driver opens the engine, and needs nothing else', { timeout: 120_000 }, () =>
  withEmbedded(async ({ address, dataDirectory }) => {
    const driver = openDriver(
      'embedded',
      infrastructure({ dataDirectory, openEmbedded: async () => address }),
    );
    expect(await driver.missing(['database', 'pool', 'cache', 'monitoring'])).toEqual([]);
    expect(await driver.provision('database', () => undefined)).toMatchObject({ kind: 'running' });
    for (const component of ['pool', 'cache', 'monitoring'] as const) {
      expect(await driver.provision(component, () => undefined)).toMatchObject({ kind: 'not-needed' });
      expect(await driver.test(component)).toMatchObject({ kind: 'not-needed' });
    }
    const result = await tested(driver, 'database');
    expect(result.checks.filter(({ passed }) => !passed)).toEqual([]);
    expect(result.checks).toHaveLength(3);
  }),
);
