import { expect, test } from 'vitest';
import {
  contains,
  countDays,
  type DayRange,
  type DayRanges,
  dayRanges,
  difference,
  intersection,
  union,
} from '../../src/domain/day-ranges.ts';
import type { Day } from '../../src/domain/nominal.ts';
import { createPrng } from '../../src/sources/synthetic/prng.ts';

const span = 60;

function randomRanges(random: () => number): DayRange[] {
  return Array.from({ length: Math.floor(random() * 8) }, () => {
    const from = Math.floor(random() * span) - span / 2;
    // Some are empty, and some end before they begin.
    return { from: from as Day, to: (from + Math.floor(random() * 12) - 1) as Day };
  });
}

/** The same set the slow way. */
function daysOf(ranges: readonly DayRange[]): Set<number> {
  return new Set(
    ranges.flatMap(({ from, to }) => Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n)),
  );
}

function expectNormalised(ranges: DayRanges): void {
  for (const [at, { from, to }] of ranges.entries()) {
    expect(from).toBeLessThan(to);
    if (at > 0) expect(from).toBeGreaterThan(ranges[at - 1]?.to ?? Number.NaN);
  }
}

function expectSame(ranges: DayRanges, days: Set<number>): void {
  expectNormalised(ranges);
  expect(daysOf(ranges)).toEqual(days);
}

test('union, difference, intersection and contains agree with sets of single days', () => {
  const random = createPrng(7).uniform;
  for (let round = 0; round < 500; round += 1) {
    const [left, right] = [randomRanges(random), randomRanges(random)];
    const [a, b] = [dayRanges(left), dayRanges(right)];
    const [naiveA, naiveB] = [daysOf(left), daysOf(right)];
    expectSame(a, naiveA);
    expectSame(union(a, b), new Set([...naiveA, ...naiveB]));
    expectSame(difference(a, b), new Set([...naiveA].filter((day) => !naiveB.has(day))));
    expectSame(intersection(a, b), new Set([...naiveA].filter((day) => naiveB.has(day))));
    expect(countDays(a)).toBe(naiveA.size);
    const day = (Math.floor(random() * span) - span / 2) as Day;
    expect(contains(a, day)).toBe(naiveA.has(day));
  }
});

test('ranges that touch are one', () => {
  const range = (from: number, to: number): DayRange => ({ from: from as Day, to: to as Day });
  expect(dayRanges([range(3, 5), range(1, 3)])).toEqual([range(1, 5)]);
});
