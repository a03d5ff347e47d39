import { expect, test } from 'vitest';
import { readOne, refusal, scratchFolder } from './support.ts';

const scratch = scratchFolder();

test('objects with ever new keys are refused at once', { timeout: 20_000 }, async () => {
  const lines = Array.from({ length: 90_000 }, (_, index) => `{"k${index.toString(36)}":1}\n`);
  expect(await refusal(scratch.write('keys.json', lines.join('')))).toMatch(/at most 10000 columns, or keys/);
});

test('so is a table of very many columns', { timeout: 20_000 }, async () => {
  const columns = Array.from({ length: 100_000 }, (_, index) => `c${index.toString(36)}`);
  const path = scratch.write('AAA-1d.csv', `Date,Open,High,Low,Close,${columns.join(',')}\n`);
  expect(await refusal(path)).toMatch(/at most 10000 columns, or keys/);
});

test('many keys in many objects take no time by their product', { timeout: 20_000 }, async () => {
  const keys = Array.from({ length: 9_000 }, (_, index) => `{"k${index}": "1,5"}`);
  const bars = Array.from(
    { length: 9_000 },
    (_, index) =>
      `{"Date":"${new Date(index * 86_400_000).toISOString().slice(0, 10)}","Open":1,"High":2,"Low":1,"Close":"1.5"}`,
  );
  const began = performance.now();
  const lines = bars.flatMap((bar, index) => [bar, keys[index] ?? '{}']);
  const { bars: read } = await readOne(scratch.write('AAA-1d.json', `${lines.join('\n')}\n`));
  expect(read).toHaveLength(18_000);
  expect(performance.now() - began).toBeLessThan(10_000);
});
