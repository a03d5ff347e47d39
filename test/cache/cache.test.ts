import { describe, expect, test } from 'vitest';
import { Cache } from '../../src/cache/cache.ts';
import type { CacheSlot } from '../../src/cache/cache-class.ts';
import { deserialise, serialise } from '../../src/cache/serialise.ts';

const lifetimes = { price: 3_600_000, indicators: 900_000, marketData: 300_000 };
const slot: CacheSlot = { kind: 'price', key: 'AAPL_price_1d', tags: ['AAPL'] };

/** A store that counts its questions, and answers when it is told to. */
function store() {
  const waiting: ((version: number) => void)[] = [];
  let asked = 0;
  return {
    get asked() {
      return asked;
    },
    load: () => {
      asked += 1;
      return new Promise<{ version: number }>((resolve) => {
        waiting.push((version) => resolve({ version }));
      });
    },
    answer: (version: number) => waiting.shift()?.(version),
  };
}

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
};

describe('a cache within the process', () => {
  test('loads once for all who ask, and again when the lifetime is over', async () => {
    let now = 0;
    const cache = new Cache(lifetimes, { now: () => now });
    let loads = 0;
    const ask = () => cache.getOrLoad(slot, async () => ({ loads: ++loads }));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([{ loads: 1 }, { loads: 1 }, { loads: 1 }]);
    now = lifetimes.price - 1;
    expect(await ask()).toEqual({ loads: 1 });
    now = lifetimes.price;
    expect(await ask()).toEqual({ loads: 2 });
    expect(cache.counts.price).toEqual({ hit: 1, miss: 2, stale: 0, error: 0 });
  });

  test('an invalidation concerns its tags only', async () => {
    const cache = new Cache(lifetimes);
    let loads = 0;
    const load = async () => ({ loads: ++loads });
    await cache.getOrLoad(slot, load);
    await cache.invalidate(['MSFT']);
    expect(await cache.getOrLoad(slot, load)).toEqual({ loads: 1 });
    await cache.invalidate(['AAPL']);
    expect(await cache.getOrLoad(slot, load)).toEqual({ loads: 2 });
  });

  test('what was asked for before an invalidation is neither kept nor given to those who ask after it', async () => {
    const cache = new Cache(lifetimes);
    const { load, answer } = store();
    const before = cache.getOrLoad(slot, load);
    await settled();
    await cache.invalidate(['AAPL']);
    const after = cache.getOrLoad(slot, load);
    await settled();
    answer(1);
    answer(2);
    expect([await before, await after]).toEqual([{ version: 1 }, { version: 2 }]);
    expect(await cache.getOrLoad(slot, load)).toEqual({ version: 2 });
  });

  test('where loading fails an outdated value is given, unless it is known to be wrong', async () => {
    let now = 0;
    const cache = new Cache(lifetimes, { now: () => now });
    const fail = () => Promise.reject(new Error('the database is away'));
    await cache.getOrLoad(slot, async () => ({ version: 1 }));
    now = lifetimes.price + 1;
    expect(await cache.getOrLoad(slot, fail)).toEqual({ version: 1 });
    expect(cache.counts.price.stale).toBe(1);
    await cache.invalidate(['AAPL']);
    await expect(cache.getOrLoad(slot, fail)).rejects.toThrow('the database is away');
  });

  test('keeps nothing while changes may go unnoticed, nor what it had before', async () => {
    const cache = new Cache(lifetimes);
    let loads = 0;
    const ask = () => cache.getOrLoad(slot, async () => ({ loads: ++loads }));
    await ask();
    cache.suspend();
    expect([await ask(), await ask()]).toEqual([{ loads: 2 }, { loads: 3 }]);
    cache.resume();
    expect([await ask(), await ask()]).toEqual([{ loads: 4 }, { loads: 4 }]);
  });

  test.each([
    ['while it was deaf', 'suspend'],
    ['before it became deaf', 'hear'],
  ])('a load that began %s is neither kept nor shared once it hears again', async (_, first) => {
    const cache = new Cache(lifetimes);
    if (first === 'suspend') cache.suspend();
    let stored = 'old';
    const read = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const slow = cache.getOrLoad(slot, async () => {
      const value = { stored };
      read.resolve();
      await mayEnd.promise;
      return value;
    });
    await read.promise;
    cache.suspend();
    // Others write, and nobody hears of it.
    stored = 'new';
    cache.resume();
    const ask = () => cache.getOrLoad(slot, async () => ({ stored }));
    expect(await ask()).toEqual({ stored: 'new' });
    mayEnd.resolve();
    await slow;
    expect(await ask()).toEqual({ stored: 'new' });
  });

  test('with a lifetime of 0 only those who ask at the same time share', async () => {
    const cache = new Cache({ ...lifetimes, price: 0 });
    let loads = 0;
    const ask = () => cache.getOrLoad(slot, async () => ({ loads: ++loads }));
    expect(await Promise.all([ask(), ask()])).toEqual([{ loads: 1 }, { loads: 1 }]);
    expect(await ask()).toEqual({ loads: 2 });
  });
});

test('values come back from text as they were, every bit of their doubles', () => {
  const column = Float64Array.of(0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324);
  const value = { series: { symbol: 'AAPL', close: column.subarray(0) }, bases: ['raw'], note: null };
  const back = deserialise(serialise(value)) as typeof value;
  expect(back.bases).toEqual(['raw']);
  expect(new BigUint64Array(back.series.close.buffer)).toEqual(new BigUint64Array(column.buffer));
  const part = deserialise(serialise({ close: column.subarray(1, 3) })) as { close: Float64Array };
  expect([...part.close]).toEqual([-0, Number.NaN]);
});
