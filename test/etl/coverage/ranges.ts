import { dayText, parseDay } from '../../../src/domain/day.ts';
import type { DayRange, DayRanges } from '../../../src/domain/day-ranges.ts';

export function range(from: string, to: string): DayRange {
  return { from: parseDay(from), to: parseDay(to) };
}

/** As `2024-01-02..2024-01-05 2024-02-01..2024-02-02`, the ends excluded. */
export function text(ranges: DayRanges): string {
  return ranges.map(({ from, to }) => `${dayText(from)}..${dayText(to)}`).join(' ');
}

/** What `text` writes. */
export function ranges(written: string): DayRanges {
  return written
    .split(' ')
    .filter((one) => one !== '')
    .map((one) => range(...(one.split('..') as [string, string])));
}
