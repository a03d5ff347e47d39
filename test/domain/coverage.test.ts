import { expect, test } from 'vitest';
import {
  absentDays,
  applyChange,
  type Coverage,
  type CoverageChange,
  emptyCoverage,
} from '../../src/domain/coverage.ts';
import { contains, type DayRange, dayRanges, difference } from '../../src/domain/day-ranges.ts';
import type { Day, EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import { createPrng } from '../../src/sources/synthetic/prng.ts';

const span = 40;

/** The same of one day at a time. */
interface DayStand {
  readonly state: 'held' | 'provisional' | 'absent' | 'unknown';
  readonly asks: number;
  readonly askedAt: number;
}

const unknown: DayStand = { state: 'unknown', asks: 0, askedAt: 0 };

function naive(stand: DayStand, change: CoverageChange, day: Day): DayStand {
  if (stand.state === 'held' || contains(change.held, day)) return { ...unknown, state: 'held' };
  if (contains(change.provisional, day)) return { ...unknown, state: 'provisional' };
  if (!contains(change.absent, day)) return stand;
  if (stand.state !== 'absent') return { state: 'absent', asks: 1, askedAt: change.at };
  return change.at > stand.askedAt ? { state: 'absent', asks: stand.asks + 1, askedAt: change.at } : stand;
}

function standOf(coverage: Coverage, day: Day): DayStand {
  if (contains(coverage.held, day)) return { ...unknown, state: 'held' };
  if (contains(coverage.provisional, day)) return { ...unknown, state: 'provisional' };
  const absence = coverage.absences.find(({ days }) => contains(days, day));
  return absence ? { state: 'absent', asks: absence.asks, askedAt: absence.askedAt } : unknown;
}

function randomChange(random: () => number, at: number): CoverageChange {
  const some = (): DayRange[] =>
    Array.from({ length: Math.floor(random() * 3) }, () => {
      const from = Math.floor(random() * span) as Day;
      return { from, to: (from + Math.floor(random() * 8)) as Day };
    });
  const held = dayRanges(random() < 0.5 ? some() : []);
  const provisional = difference(dayRanges(some()), held);
  return {
    symbol: 'AAPL' as TickerSymbol,
    interval: '1d',
    held,
    provisional,
    absent: difference(difference(dayRanges(some()), held), provisional),
    at: at as EpochMs,
    refreshed: random() < 0.3,
  };
}

test('changes in any order leave each day as it would be by itself', () => {
  const random = createPrng(11).uniform;
  for (let round = 0; round < 60; round += 1) {
    let coverage = emptyCoverage;
    const days = Array.from({ length: span + 10 }, (_, day) => ({ day: day as Day, stand: unknown }));
    for (let step = 1; step <= 8; step += 1) {
      const change = randomChange(random, Math.floor(random() * 5) + step);
      coverage = applyChange(coverage, change);
      for (const entry of days) entry.stand = naive(entry.stand, change, entry.day);
      expect(days.map(({ day }) => standOf(coverage, day))).toEqual(days.map(({ stand }) => stand));
    }
    // No two absences of the same ask, and none of nothing.
    const keys = coverage.absences.map(({ asks, askedAt }) => `${asks} ${askedAt}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(coverage.absences.every((absence) => absence.days.length > 0)).toBe(true);
    expect(absentDays(coverage)).toEqual(dayRanges(coverage.absences.flatMap((absence) => absence.days)));
  }
});

test('the time of the last refresh only goes forward', () => {
  const change = (at: number, refreshed: boolean): CoverageChange => ({
    ...randomChange(() => 0, at),
    refreshed,
  });
  const after = (...changes: CoverageChange[]): number | null =>
    changes.reduce(applyChange, emptyCoverage).refreshedAt;
  expect(after(change(5, false))).toBeNull();
  expect(after(change(5, true), change(3, true), change(9, false))).toBe(5);
});
