import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { advisoryLocks } from '../../../src/storage/timescale/advisory-locks.ts';

test('no two purposes share a lock, and none has one that is not listed', () => {
  const numbers = Object.values(advisoryLocks);
  expect(new Set(numbers).size).toBe(numbers.length);
  const own = globSync('src/**/*.ts').filter((file) => /\b7_865_\d{3}\b/.test(readFileSync(file, 'utf8')));
  expect(own).toEqual(['src/storage/timescale/advisory-locks.ts']);
});
