import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HeadStart } from '../../../src/manager/pipeline/head-start.ts';

function counting(end: number, failure?: Error) {
  const seen = { last: -1, ended: 0 };
  async function* numbers() {
    try {
      for (let number = 0; number < end; number += 1) {
        seen.last = number;
        yield number;
      }
      if (failure) throw failure;
    } finally {
      seen.ended += 1;
    }
  }
  return { seen, numbers: numbers() };
}

test('the first items are read at once, the others when they are asked for', async () => {
  const { seen, numbers } = counting(100);
  const start = new HeadStart(numbers, 3);
  await sleep(10);
  expect(seen.last).toBe(2);
  const items = start.items();
  const first = [await items.next(), await items.next(), await items.next()];
  expect([first.map(({ value }) => value), seen.last]).toEqual([[0, 1, 2], 2]);
  const rest: number[] = [];
  for await (const item of items) rest.push(item);
  expect(rest).toEqual(Array.from({ length: 97 }, (_, at) => at + 3));
});

test('a source shorter than the head start comes whole', async () => {
  const found: number[] = [];
  for await (const item of new HeadStart(counting(2).numbers, 3).items()) found.push(item);
  expect(found).toEqual([0, 1]);
});

test('what fails before anybody asks is told when it is asked for, after what came before', async () => {
  const start = new HeadStart(counting(2, new Error('cut off')).numbers, 5);
  await sleep(10);
  const found: number[] = [];
  const read = async () => {
    for await (const item of start.items()) found.push(item);
  };
  await expect(read()).rejects.toThrow('cut off');
  expect(found).toEqual([0, 1]);
});

test.each(['unread', 'half read'])('a source that is %s is let go of', async (how) => {
  const { seen, numbers } = counting(100);
  const start = new HeadStart(numbers, 3);
  if (how === 'half read') {
    for await (const _ of start.items()) break;
  }
  await start.close();
  expect(seen.ended).toBe(1);
});
