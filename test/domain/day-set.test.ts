import { expect, test } from 'vitest';
import { DaySet } from '../../src/domain/day-set.ts';
import type { Day } from '../../src/domain/nominal.ts';
import { random } from '../support/random.ts';

test('has the days that were added, each once and in order, whatever the order they came in', () => {
  const next = random(7);
  const set = new DaySet();
  const expected = new Set<number>();
  expect([...set]).toEqual([]);
  // Around 1970 too, and far apart.
  for (let count = 0; count < 3_000; count += 1) {
    const day = Math.floor((next() - 0.5) * (count % 10 === 0 ? 60_000 : 900));
    set.add(day as Day);
    expected.add(day);
  }
  expect([...set]).toEqual([...expected].sort((one, other) => one - other));
});
