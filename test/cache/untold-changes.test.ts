import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Cache } from '../../src/cache/cache.ts';
import type { CacheSlot } from '../../src/cache/cache-class.ts';
import { RedisLevel } from '../../src/cache/redis-level.ts';
import { noticeChanges } from '../../src/storage/timescale/change-notices.ts';
import { inTransaction } from '../../src/storage/timescale/transaction.ts';
import { shareDatabase } from '../../src/storage/timescale/untold-changes.ts';
import { openTestDatabase, type TestDatabase } from '../manager/pipeline/support.ts';
import { skippedTitle } from '../storage/timescale/targets.ts';
import { findRedis, type OwnRedis } from '../support/servers/redis.ts';

const found = await findRedis();
const lifetimes = { price: 3_600_000, indicators: 900_000, marketData: 300_000 };
const slot: CacheSlot = { kind: 'price', key: 'AAPL_price_1d', tags: ['AAPL'] };

describe.skipIf(found.missing !== null)(skippedTitle('what Redis was not told of', found.missing), () => {
  let redis: OwnRedis;
  let target: TestDatabase;
  const open: Cache[] = [];

  beforeAll(async () => {
    if (found.missing !== null) return;
    [redis, target] = await Promise.all([found.value(), openTestDatabase()]);
  }, 120_000);
  afterEach(async () => {
    redis.thaw();
    for (const cache of open.splice(0)) await cache.close();
  });
  afterAll(async () => {
    await redis?.kill();
    await target?.stop();
  });

  /** A cache as another process would have it. */
  const process = async (): Promise<Cache> => {
    const known = await shareDatabase(target.database.pool);
    if (known === null) throw new Error('the database cannot be shared');
    const shared = await RedisLevel.open(redis.url, known.id);
    const cache = new Cache(lifetimes, { shared, untold: known.untold });
    open.push(cache);
    return cache;
  };
  const version = async (cache: Cache, fresh: number): Promise<number> =>
    (await cache.getOrLoad(slot, async () => ({ version: fresh }))).version;
  /** Data change, and who changed them dies before it can tell anybody. */
  const change = () => inTransaction(target.database.pool, (client) => noticeChanges(client, ['AAPL']));
  const untold = async (): Promise<string[]> => {
    const { rows } = await target.database.pool.query('SELECT tag FROM stockula.untold_changes');
    return rows.map(({ tag }) => tag);
  };

  test('nothing is kept where nobody has a cache that is shared', async () => {
    await change();
    expect(await untold()).toEqual([]);
  });

  test('a writer that dies after its commit makes nobody believe the value from before', async () => {
    expect(await version(await process(), 1)).toBe(1);
    expect(await version(await process(), 2)).toBe(1);
    await change();
    expect(await untold()).toEqual(['AAPL']);
    expect(await version(await process(), 3)).toBe(3);
    await expect.poll(untold).toEqual([]);
    expect(await version(await process(), 4)).toBe(3);
  });

  test('with Redis standing still nobody can be told; the first one after it does', async () => {
    await version(await process(), 1);
    const [writer, other] = [await process(), await process()];
    redis.freeze();
    await change();
    await writer.invalidate(['AAPL']);
    await writer.close();
    expect(await version(other, 2)).toBe(2);
    expect(await untold()).toEqual(['AAPL']);
    redis.thaw();
    expect(await version(await process(), 3)).toBe(3);
    expect(await version(await process(), 4)).toBe(3);
    await expect.poll(untold).toEqual([]);
  });

  test('who was deaf for a while asks what has changed before it believes Redis again', async () => {
    const deaf = await process();
    deaf.suspend();
    expect(await version(deaf, 1)).toBeLessThan(5);
    await change();
    deaf.resume();
    expect(await version(deaf, 5)).toBe(5);
    await expect.poll(untold).toEqual([]);
    // It hears now, and does not ask the database before each value: it will be told.
    await change();
    expect(await version(deaf, 6)).toBe(5);
    await deaf.invalidate(['AAPL']);
    expect(await version(deaf, 7)).toBe(7);
  });

  test('a change that comes while Redis is told of the one before is not taken for told', async () => {
    await process();
    const known = await shareDatabase(target.database.pool);
    await change();
    const before = (await known?.untold.read(['AAPL'])) ?? [];
    await change();
    await known?.untold.settle(before);
    expect(await untold()).toEqual(['AAPL']);
  });
});
