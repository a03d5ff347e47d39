import type { Day } from './nominal.ts';

/** The days from one, included, to another, excluded. */
export interface DayRange {
  readonly from: Day;
  readonly to: Day;
}

/** A set of days: ranges in ascending order, none empty, none touching the next. Made by the functions below. */
export type DayRanges = readonly DayRange[];

export const noDays: DayRanges = [];

/** The set of all days that any of the ranges holds, in whatever order they come and however they overlap. */
export function dayRanges(ranges: Iterable<DayRange>): DayRanges {
  const sorted = [...ranges].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const merged: DayRange[] = [];
  for (const range of sorted) {
    const last = merged.at(-1);
    if (last === undefined || range.from > last.to) merged.push(range);
    else if (range.to > last.to) merged[merged.length - 1] = { from: last.from, to: range.to };
  }
  return merged;
}

export function union(a: DayRanges, b: DayRanges): DayRanges {
  if (a.length === 0) return b;
  return b.length === 0 ? a : dayRanges([...a, ...b]);
}

/** The days that both sets hold. */
export function intersection(a: DayRanges, b: DayRanges): DayRanges {
  const common: DayRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const [left, right] = [a[i] as DayRange, b[j] as DayRange];
    const from = left.from > right.from ? left.from : right.from;
    const to = left.to < right.to ? left.to : right.to;
    if (from < to) common.push({ from, to });
    if (left.to < right.to) i += 1;
    else j += 1;
  }
  return common;
}

/** The days of the first set that the second one does not hold. */
export function difference(a: DayRanges, b: DayRanges): DayRanges {
  const left: DayRange[] = [];
  let j = 0;
  for (const { from: start, to } of a) {
    let from = start;
    while (j < b.length && (b[j] as DayRange).to <= from) j += 1;
    for (let k = j; k < b.length && (b[k] as DayRange).from < to; k += 1) {
      const hole = b[k] as DayRange;
      if (from < hole.from) left.push({ from, to: hole.from });
      from = hole.to;
    }
    if (from < to) left.push({ from, to });
  }
  return left;
}

/** Whether the set holds the day; in logarithmic time. */
export function contains(ranges: DayRanges, day: Day): boolean {
  const range = ranges[lastAtOrBefore(ranges, day)];
  return range !== undefined && day < range.to;
}

/** The place of the last range that begins at the day or before it, -1 where none does. */
function lastAtOrBefore(ranges: DayRanges, day: Day): number {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ranges[middle] as DayRange).from <= day) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

export function countDays(ranges: DayRanges): number {
  return ranges.reduce((sum, { from, to }) => sum + to - from, 0);
}
