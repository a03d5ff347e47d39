import { expect, test } from 'vitest';
import { Grouped } from '../../../src/manager/pipeline/grouped.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** Doubles numbers; 13 spoils its group, and 99 all groups. */
function doubling() {
  const groups: number[][] = [];
  const grouped = new Grouped(
    async (numbers: readonly number[]) => {
      groups.push([...numbers]);
      await turn();
      const wrong = numbers.find((one) => one === 13 || one === 99);
      if (wrong !== undefined) throw new Error(`not ${wrong}`);
      return numbers.map((one) => 2 * one);
    },
    {
      sizeOf: (one) => (one >= 50 ? 6 : 1),
      limit: 10,
      kindOf: (one) => (one < 0 ? 'negative' : 'positive'),
      concernsAll: (error) => error instanceof Error && error.message === 'not 99',
    },
  );
  const add = (numbers: readonly number[]) =>
    Promise.allSettled(numbers.map((one) => grouped.add(one))).then((results) =>
      results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason.message))),
    );
  return { groups, add };
}

test('what comes while work is done makes up the next group', async () => {
  const { groups, add } = doubling();
  expect(await add([1, 2, 3])).toEqual([2, 4, 6]);
  expect(await add([4])).toEqual([8]);
  expect(groups).toEqual([[1], [2, 3], [4]]);
});

test('groups are of one kind and no larger than the limit', async () => {
  const { groups, add } = doubling();
  expect(await add([1, 50, 51, -2, 3])).toEqual([2, 100, 102, -4, 6]);
  expect(groups).toEqual([[1], [50, 3], [51], [-2]]);
});

test('an item that fails spoils no other', async () => {
  const { groups, add } = doubling();
  expect(await add([1, 2, 13, 3])).toEqual([2, 4, 'not 13', 6]);
  expect(groups).toEqual([[1], [2, 13, 3], [2], [13], [3]]);
});

test('what concerns all is not tried one by one', async () => {
  const { groups, add } = doubling();
  expect(await add([1, 2, 99, 3])).toEqual([2, 'not 99', 'not 99', 'not 99']);
  expect(groups).toEqual([[1], [2, 99, 3]]);
});
