import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { follow } from '../../src/migrate/follow/follow.ts';
import { runMigration } from '../../src/migrate/run.ts';
import type { Database } from '../../src/storage/timescale/database.ts';
import { applyPolicies } from '../../src/storage/timescale/policies.ts';
import { findTarget, rowsOf, type Target } from '../storage/timescale/targets.ts';
import { freshFolder } from '../support/embedded.ts';
import { change, syntheticFile } from '../support/sources.ts';
import { policies } from './target.ts';

// The embedded engine has one backend, where writers take turns. On a server they meet.

const found = await findTarget('community');
describe.skipIf(found.missing !== null)(
  `a drain beside the pipeline: ${found.title}`,
  {
    timeout: 60_000,
  },
  () => {
    let target: Target;
    let one: Database;
    let other: Database;
    let path: string;
    let days: string[];

    beforeAll(async () => {
      target = await found.start();
      one = await target.upgraded();
      other = await target.openAgain(one);
      await applyPolicies(one.pool, one.edition, policies);
      path = syntheticFile({ symbols: 1, years: 1, endMs: Date.UTC(2024, 5, 3) });
      expect((await runMigration({ ...request(), repairs: null })).status).toBe('verified');
      const rows = await rowsOf<{ day: string }>(
        one,
        `SELECT ts::date::text AS day FROM ts_price_history WHERE interval = '1d' ORDER BY ts LIMIT 3`,
      );
      days = rows.map(({ day }) => day);
    });
    afterAll(() => target.stop());

    const request = () => ({
      ...{ database: one, from: path, policies, scratchFolder: join(freshFolder('scratch'), 'scratch') },
      onProgress: () => undefined,
    });
    const drain = () =>
      follow({
        ...request(),
        ...{ drain: true, signal: new AbortController().signal, onRound: () => undefined },
      });

    async function untilSomebodyWaits(): Promise<void> {
      while ((await rowsOf(one, 'SELECT FROM pg_locks WHERE NOT granted')).length === 0) await delay(20);
    }

    /** Drains while somebody else is about to commit a statement that concerns the same row. */
    async function drainDuring(statement: string, values: unknown[]): Promise<void> {
      const client = await other.pool.connect();
      await client.query('BEGIN');
      await client.query(statement, values);
      const draining = drain();
      // Whatever happens to it is looked at below.
      draining.catch(() => undefined);
      await Promise.race([untilSomebodyWaits(), draining.catch(() => undefined)]);
      await client.query('COMMIT');
      client.release();
      expect(await draining).toMatchObject({ status: 'verified', differences: [] });
    }

    const ofDay = (day = '') =>
      rowsOf(one, `SELECT source, close FROM ts_price_history WHERE interval = '1d' AND ts = $1`, [
        `${day}Z`,
      ]);
    const takeOver = `UPDATE ts_price_history SET source = 'yahoo', close = 77 WHERE interval = '1d' AND ts = $1`;

    test("a bar that it would change, and that becomes another source's meanwhile, stays that", async () => {
      const [day] = days;
      change(path, `UPDATE price_history SET volume = 12 WHERE interval = '1d' AND date = '${day}'`);
      await drainDuring(takeOver, [`${day}Z`]);
      expect(await ofDay(day)).toEqual([{ source: 'yahoo', close: 77 }]);
    });

    test('one that it would remove too', async () => {
      const [, day] = days;
      change(path, `DELETE FROM price_history WHERE interval = '1d' AND date = '${day}'`);
      await drainDuring(takeOver, [`${day}Z`]);
      expect(await ofDay(day)).toEqual([{ source: 'yahoo', close: 77 }]);
    });

    test('one that it would insert, and that another stores meanwhile, is merged with that', async () => {
      const [, , day] = days;
      change(path, `UPDATE price_history SET volume = 13 WHERE interval = '1d' AND date = '${day}'`);
      await rowsOf(one, `DELETE FROM ts_price_history WHERE interval = '1d' AND ts = $1`, [`${day}Z`]);
      await drainDuring(
        `INSERT INTO ts_price_history (symbol, interval, ts, open, high, low, close, basis, source)
       SELECT symbol, '1d', $1, 77, 77, 77, 77, 'raw', 'yahoo' FROM stocks`,
        [`${day}Z`],
      );
      expect(await ofDay(day)).toEqual([{ source: 'yahoo', close: 77 }]);
    });
  },
);
