import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Backlog } from '../../../src/storage/timescale/pipeline/backlog.ts';

/** Numbers from 0 on; each counts as one row. */
function counting(end: number, onEnd: () => void = () => undefined) {
  const seen = { last: -1 };
  async function* numbers() {
    try {
      for (let number = 0; number < end; number += 1) {
        seen.last = number;
        yield number;
      }
    } finally {
      onEnd();
    }
  }
  return { seen, numbers: numbers() };
}
const limits = { sizeOf: () => 1, most: 5 };

test('all items come once and in order, however they are taken', async () => {
  const backlog = new Backlog(counting(100).numbers, limits);
  const taken: number[] = [];
  for (let some = await backlog.take(1); some; some = await backlog.take(3)) taken.push(...some);
  expect(taken).toEqual(Array.from({ length: 100 }, (_, number) => number));
  expect(await backlog.take(1)).toBeNull();
});

test('no more wait than may, and as many as are wanted', async () => {
  const { seen, numbers } = counting(100);
  const backlog = new Backlog(numbers, limits);
  await sleep(20);
  expect(seen.last).toBe(4);
  expect(await backlog.take(3)).toEqual([0, 1, 2, 3, 4]);
  expect(await backlog.take(3)).toEqual([5, 6, 7]);
  await backlog.close();
});

test('a source that fails is heard by whoever takes next, and by nobody else', async () => {
  async function* failing() {
    yield 1;
    throw new Error('cut off');
  }
  const backlog = new Backlog(failing(), limits);
  await sleep(20);
  await expect(backlog.take(1)).rejects.toThrow('cut off');
  await backlog.close();
});

test('closed half-way it lets go of its source', async () => {
  let ended = 0;
  const { numbers } = counting(100, () => {
    ended += 1;
  });
  const backlog = new Backlog(numbers, limits);
  await backlog.take(1);
  await backlog.close();
  expect(ended).toBe(1);
});
