import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changesSince, noteChanges } from '../../../src/storage/timescale/changes.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { inTransaction } from '../../../src/storage/timescale/transaction.ts';
import { findTarget, rowsOf, type Target, targetNames } from './targets.ts';

for (const name of targetNames) {
  const found = await findTarget(name);
  describe.skipIf(found.missing !== null)(`changes: ${found.title}`, { timeout: 60_000 }, () => {
    let target: Target;
    let database: Database;
    beforeAll(async () => {
      target = await found.start();
      database = await target.upgraded();
    });
    afterAll(() => target.stop());

    const note = (...tags: string[]): Promise<void> =>
      inTransaction(database.pool, (client) => noteChanges(client, tags));
    const look = (last: string | null) => changesSince(database.pool, last);

    test('a look tells what was changed since the one before', async () => {
      await note('BEFORE');
      const first = await look(null);
      expect(first.tags).toBeNull();
      await note('AAA', 'BBB');
      await note('AAA');
      const second = await look(first.look);
      expect([...(second.tags ?? [])].sort()).toEqual(['AAA', 'BBB']);
      expect((await look(second.look)).tags).toEqual([]);
    });

    test('what was rolled back was not changed', async () => {
      const { look: before } = await look(null);
      const failing = inTransaction(database.pool, async (client) => {
        await noteChanges(client, ['NEVER']);
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect((await look(before)).tags).toEqual([]);
    });

    test.skipIf(name === 'embedded')('one that began before a look and ended after it is told', async () => {
      const client = await database.pool.connect();
      await client.query('BEGIN');
      await noteChanges(client, ['SLOW']);
      const { look: first } = await look(null);
      await note('QUICK');
      const { tags, look: second } = await look(first);
      expect(tags).toEqual(['QUICK']);
      await client.query('COMMIT');
      client.release();
      expect((await look(second)).tags).toContain('SLOW');
    });

    test('a look that is long past, or at another database, knows nothing', async () => {
      const { look: now } = await look(null);
      const [cluster, transaction, at] = now.split(' ');
      expect((await look(`${cluster} ${transaction} ${Number(at) - 90_000}`)).tags).toBeNull();
      expect((await look(`1/1 ${transaction} ${at}`)).tags).toBeNull();
    });

    test('writers remove what is old', async () => {
      await note('OLD');
      await database.pool.query(`UPDATE stockula.changes SET noted_at = now() - INTERVAL '25 hours'`);
      await note('NEW');
      expect(await rowsOf(database, 'SELECT tag FROM stockula.changes')).toEqual([{ tag: 'NEW' }]);
    });
  });
}
