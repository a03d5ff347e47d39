import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { Cache } from '../../src/cache/cache.ts';
import type { CacheSlot } from '../../src/cache/cache-class.ts';
import { RedisLevel } from '../../src/cache/redis-level.ts';
import { askRedis } from '../../src/infra/checks/ask-redis.ts';
import { findRedis } from '../support/servers/redis.ts';

const found = await findRedis();
const lifetimes = { price: 3_600_000, indicators: 900_000, marketData: 300_000 };
const slot: CacheSlot = { kind: 'price', key: 'AAPL_price_1d', tags: ['AAPL'] };

describe.skipIf(found.missing !== null)(
  'a cache that processes share through Redis',
  { timeout: 60_000 },
  async () => {
    if (found.missing !== null) return;
    const redis = await found.value();
    const open: Cache[] = [];
    /** A cache as another process would have it. */
    const process = async (database = 'one'): Promise<Cache> => {
      const cache = new Cache(lifetimes, { shared: await RedisLevel.open(redis.url, database) });
      open.push(cache);
      return cache;
    };
    const load = (version: number) => async () => ({ version, close: Float64Array.of(version, Number.NaN) });
    const version = async (cache: Cache, fresh: number): Promise<number> =>
      (await cache.getOrLoad(slot, load(fresh))).version;

    afterEach(async () => {
      redis.thaw();
      await redis.kill();
      await redis.start();
      for (const cache of open.splice(0)) await cache.close();
    });
    afterAll(() => redis.kill());

    test('a value that one loaded another has too, for as long as its class says', async () => {
      const [one, other] = [await process(), await process()];
      expect(await version(one, 1)).toBe(1);
      expect(await version(other, 2)).toBe(1);
      expect(other.counts.price).toMatchObject({ hit: 1, miss: 0 });
      const left = await askRedis(redis.url, (client) => client.pttl('stockula:one:value:AAPL_price_1d'));
      expect(left).toBeGreaterThan(lifetimes.price - 60_000);
      expect(left).toBeLessThanOrEqual(lifetimes.price);
    });

    test('an invalidation reaches those who have not got the value yet', async () => {
      const [one, other] = [await process(), await process()];
      await version(one, 1);
      await one.invalidate(['AAPL']);
      expect(await version(other, 2)).toBe(2);
      expect(await version(await process(), 3)).toBe(2);
    });

    test('what was loaded before an invalidation elsewhere and stored after it is not taken for new', async () => {
      const [slow, writer, reader] = [await process(), await process(), await process()];
      let answer = (): void => undefined;
      const asked = new Promise<void>((begun) => {
        const old = slow.getOrLoad(slot, async () => {
          begun();
          await new Promise<void>((resolve) => {
            answer = resolve;
          });
          return { version: 1 };
        });
        void old;
      });
      await asked;
      await writer.invalidate(['AAPL']);
      answer();
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await askRedis(redis.url, (client) => client.exists('stockula:one:value:AAPL_price_1d'))).toBe(
        1,
      );
      expect(await version(reader, 2)).toBe(2);
    });

    test('a tag that Redis dropped for want of memory makes no old value good again', async () => {
      const [one, other] = [await process(), await process()];
      await version(one, 1);
      await askRedis(redis.url, (client) => client.del('stockula:one:tag:AAPL'));
      expect(await version(other, 2)).toBe(2);
    });

    test('databases that share a server do not share values', async () => {
      await version(await process('one'), 1);
      expect(await version(await process('two'), 2)).toBe(2);
    });

    test('with Redis killed, answers go on; an invalidation gets through when it is back', async () => {
      const [one, other] = [await process(), await process()];
      await version(one, 1);
      await redis.kill();
      expect(await version(other, 2)).toBe(2);
      expect(other.counts.price.error).toBeGreaterThan(0);
      await one.invalidate(['AAPL']);
      await redis.start();
      // As if another process had stored what was good before.
      await expect.poll(() => version(one, 3), { timeout: 10_000 }).toBe(3);
      await expect
        .poll(() => askRedis(redis.url, (client) => client.exists('stockula:one:tag:AAPL')), {
          timeout: 10_000,
        })
        .toBe(1);
    });

    test('with Redis standing still, a question waits for it once and briefly', async () => {
      const cache = await process();
      redis.freeze();
      const start = performance.now();
      for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'])
        await cache.getOrLoad({ ...slot, key }, load(1));
      expect(performance.now() - start).toBeLessThan(2_000);
    });

    test('a value that nobody can read is loaded anew', async () => {
      const [one, other] = [await process(), await process()];
      await version(one, 1);
      const key = 'stockula:one:value:AAPL_price_1d';
      await askRedis(redis.url, async (client) => {
        const [state] = (await client.get(key))?.split('\n') ?? [];
        await client.set(key, `${state}\n${Date.now() + 60_000}\n{"version":`);
      });
      expect(await version(other, 2)).toBe(2);
      expect(other.counts.price.error).toBe(1);
    });

    test('clearing removes what is ours and nothing else', async () => {
      const cache = await process();
      await version(cache, 1);
      await askRedis(redis.url, (client) => client.set('somebody:else', 'x'));
      expect(await cache.clear()).toBe(1);
      expect(await askRedis(redis.url, (client) => client.keys('*'))).toEqual(['somebody:else']);
    });
  },
);
