import { describe, expect, it } from 'vitest';
import { SecretUrl } from '../../src/config/secret-url.ts';
import { openDriver } from '../../src/infra/open-driver.ts';
import type { InfrastructureOptions } from '../../src/infra/options.ts';
import { test } from '../../src/migrate/machine/infrastructure-steps.ts';
import { infrastructure } from '../support/infrastructure.ts';

/** Of a machine that has no programs. */
function nativeDriver(given: Partial<InfrastructureOptions['given']>) {
  const none = { databaseUrl: null, redisUrl: null };
  return openDriver('native', infrastructure({ given: { ...none, ...given }, searchPath: [] }));
}

describe('the test of a component', () => {
  it('is skipped where the component is not needed, and says why', async () => {
    const driver = nativeDriver({ databaseUrl: new SecretUrl('postgres://somewhere/db') });
    expect(await test('pool', driver).run(() => undefined)).toEqual({
      outcome: 'skipped',
      detail: expect.stringContaining('DATABASE_URL'),
    });
  });

  it('fails where the component does not pass, and says what it failed', async () => {
    await expect(test('cache', nativeDriver({})).run(() => undefined)).rejects.toMatchObject({
      code: 'SERVICE_FAILED',
      parts: { got: expect.stringContaining('can be tested: ') },
    });
  });
});
