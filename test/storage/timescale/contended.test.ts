import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compressOldChunks } from '../../../src/storage/timescale/backfill.ts';
import type { Database } from '../../../src/storage/timescale/database.ts';
import { retryContended, StoredMeanwhile } from '../../../src/storage/timescale/retry-contended.ts';
import { dailyBar, storeBars, weekdays } from './bars.ts';
import { findTarget, rowsOf, type Target } from './targets.ts';

// On a server its background workers compress, too. The embedded engine has one backend, and no such conflicts.

const found = await findTarget('community');
describe.skipIf(found.missing !== null)(`locks of others: ${found.title}`, { timeout: 60_000 }, () => {
  let target: Target;
  let other: Database;
  beforeAll(async () => {
    target = await found.start();
    other = await target.upgraded();
  });
  afterAll(() => target.stop());

  /** The same database, on whose new connections a setting holds. */
  async function openWith(setting: string): Promise<Database> {
    const [name] = await rowsOf<{ name: string }>(other, 'SELECT quote_ident(current_database()) AS name');
    await other.pool.query(`ALTER DATABASE ${name?.name} SET ${setting}`);
    return target.openAgain(other);
  }

  /** Locks a new chunk in a transaction of another session. */
  async function lockChunk(year: number): Promise<pg.PoolClient> {
    await storeBars(
      other,
      weekdays(`${year}-01-04`, `${year}-01-04`).map((day) => dailyBar('AAA', day)),
    );
    const [chunk] = await rowsOf<{ name: string }>(
      other,
      `SELECT format('%I.%I', chunk_schema, chunk_name) AS name FROM timescaledb_information.chunks
       WHERE hypertable_name = 'ts_price_history' AND NOT is_compressed`,
    );
    const client = await other.pool.connect();
    await client.query(`BEGIN; SET LOCAL deadlock_timeout = '1min'; LOCK TABLE ${chunk?.name}`);
    return client;
  }

  async function untilSomebodyWaits(): Promise<void> {
    while ((await rowsOf(other, 'SELECT FROM pg_locks WHERE NOT granted')).length === 0) await delay(20);
  }

  const uncompressed = (): Promise<unknown[]> =>
    rowsOf(
      other,
      `SELECT FROM timescaledb_information.chunks WHERE hypertable_name = 'ts_price_history' AND NOT is_compressed`,
    );

  test('a chunk that is locked is compressed once it is free', async () => {
    const holder = await lockChunk(2017);
    const impatient = await openWith(`lock_timeout = '50ms'`);
    const compressing = compressOldChunks(impatient, '7 days', () => undefined);
    compressing.catch(() => undefined);
    await delay(400);
    await holder.query('COMMIT');
    holder.release();
    await compressing;
    expect(await uncompressed()).toEqual([]);
  });

  test('who loses in a deadlock tries again', async () => {
    await openWith(`lock_timeout = 0`);
    const holder = await lockChunk(2018);
    const loser = await openWith(`deadlock_timeout = '50ms'`);
    const compressing = compressOldChunks(loser, '7 days', () => undefined);
    compressing.catch(() => undefined);
    await untilSomebodyWaits();
    // Which the other side has locked in part: both wait, until that one is found to be the loser.
    await holder.query('LOCK TABLE ts_price_history');
    await holder.query('COMMIT');
    holder.release();
    await compressing;
    expect(await uncompressed()).toEqual([]);
  });
});

test.each([
  ['40001', 'could not serialize access'],
  ['23505', 'duplicate key value'],
  ['XX000', 'tuple concurrently updated'],
])('%s is tried again', async (code, message) => {
  let attempts = 0;
  const failsOnce = (): Promise<number> => {
    attempts += 1;
    return attempts === 1 ? Promise.reject(Object.assign(new Error(message), { code })) : Promise.resolve(1);
  };
  expect(await retryContended(failsOnce)).toBe(1);
});

test('rows that others go on changing are tried again, and told in the end', {
  timeout: 30_000,
}, async () => {
  let attempts = 0;
  const fails = (): Promise<never> => {
    attempts += 1;
    return Promise.reject(new StoredMeanwhile());
  };
  await expect(retryContended(fails)).rejects.toThrow(/another writer/);
  expect(attempts).toBe(6);
});

test('other failures are thrown at once', async () => {
  let attempts = 0;
  const fails = (): Promise<never> => {
    attempts += 1;
    return Promise.reject(Object.assign(new Error('syntax'), { code: '42601' }));
  };
  await expect(retryContended(fails)).rejects.toThrow('syntax');
  expect(attempts).toBe(1);
});

test('a lock that is never free is given up on', { timeout: 30_000 }, async () => {
  let attempts = 0;
  const fails = (): Promise<never> => {
    attempts += 1;
    return Promise.reject(Object.assign(new Error('locked'), { code: '55P03' }));
  };
  await expect(retryContended(fails)).rejects.toThrow('locked');
  expect(attempts).toBe(6);
});
