import { dayText, parseDay } from '../../domain/day.ts';
import { type DayRange, type DayRanges, dayRanges } from '../../domain/day-ranges.ts';

/** A set of days as PostgreSQL writes a `datemultirange`: `{[2024-01-02,2024-01-06),[2024-02-01,2024-03-01)}`. */
export function multirangeText(ranges: DayRanges): string {
  return `{${ranges.map(({ from, to }) => `[${dayText(from)},${dayText(to)})`).join(',')}}`;
}

/** Reads what `multirangeText` writes. @throws Error for ranges without bounds, which are never written */
export function parseMultirange(text: string): DayRanges {
  if (text === '{}') return [];
  return dayRanges(text.slice(2, -2).split('),[').map(parseRange));
}

function parseRange(text: string): DayRange {
  const [from = '', to = ''] = text.split(',');
  return { from: parseDay(from), to: parseDay(to) };
}
