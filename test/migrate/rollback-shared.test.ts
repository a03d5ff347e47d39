import { chmodSync, copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshFolder } from '../support/embedded.ts';
import { cleanSharedFile, dirtySharedFile, hasSharedLegacy } from '../support/sources.ts';
import { sourceBars, storedBars } from './bit-compare.ts';
import { carry, intact, integrityOf, tableOf } from './rollback-support.ts';
import { startTarget, type Target } from './target.ts';

describe.skipIf(!hasSharedLegacy)('a real database', () => {
  let target: Target;
  beforeAll(async () => {
    target = await startTarget();
  });
  afterAll(() => target.stop());

  it.each([cleanSharedFile, dirtySharedFile])(
    '%s gets its bars back bit by bit',
    async (shared) => {
      await target.reset();
      const path = join(freshFolder('real'), basename(shared));
      copyFileSync(shared, path);
      chmodSync(path, 0o600);
      expect((await target.run(path)).status).toBe('verified');
      const changed = await target.sql(
        `UPDATE ts_price_history SET close = (high + low) / 2, volume = volume + 1 WHERE extract(day FROM ts) = 15 RETURNING 1`,
      );
      const result = await carry(target, path);
      expect(result.proven).toBe(true);
      expect(tableOf(result, 'price_history')).toMatchObject({
        inserted: 0,
        updated: changed.length,
        mended: 0,
      });
      expect(changed.length).toBeGreaterThan(100);
      expect(integrityOf(path)).toEqual(intact);
      const file = sourceBars(path);
      const stored = await storedBars(target);
      expect([...stored].filter(([key, value]) => file.get(key) !== value)).toEqual([]);
      expect((await target.verify(path)).status).toBe('verified');
    },
    240_000,
  );
});
