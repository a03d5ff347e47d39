import { expect, test } from 'vitest';
import { Lease } from '../../src/app/lease.ts';
import type { Market } from '../../src/app/market-service.ts';

function watched(): { lease: Lease; isClosed: () => boolean } {
  let closed = false;
  const lease = new Lease({
    use: (work) => work({} as Market),
    close: async () => {
      closed = true;
    },
  });
  return { lease, isClosed: () => closed };
}

test('what is given up is closed after the last of the work, and no sooner', async () => {
  const { lease, isClosed } = watched();
  const ends: { resolve?: () => void; reject?: (error: Error) => void } = {};
  const one = lease.use(() => new Promise<void>((resolve) => Object.assign(ends, { resolve })));
  const other = lease.use(() => new Promise<void>((_, reject) => Object.assign(ends, { reject })));
  const retired = lease.retire();
  ends.resolve?.();
  await one;
  expect(isClosed()).toBe(false);
  ends.reject?.(new Error('wrong'));
  await expect(other).rejects.toThrow('wrong');
  await retired;
  expect(isClosed()).toBe(true);
});

test('at once where nothing is under way', async () => {
  const { lease, isClosed } = watched();
  await lease.use(async () => undefined);
  await lease.retire();
  expect(isClosed()).toBe(true);
});
