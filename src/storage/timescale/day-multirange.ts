import { dayAt, dayText } from '../../domain/day.ts';
import type { DayRange, DayRanges } from '../../domain/day-ranges.ts';
import type { Day } from '../../domain/nominal.ts';

/** A set of days as PostgreSQL writes a `datemultirange`: `{[2024-01-02,2024-01-06),[2024-02-01,2024-03-01)}`. */
export function multirangeText(ranges: DayRanges): string {
  return `{${ranges.map(({ from, to }) => `[${dayText(from)},${dayText(to)})`).join(',')}}`;
}

/** Reads what PostgreSQL writes, which is normalised. @throws RangeError for ranges without bounds; none are written */
export function parseMultirange(text: string): DayRanges {
  return text === '{}' ? [] : text.slice(2, -2).split('),[').map(parseRange);
}

function parseRange(text: string): DayRange {
  const [from = '', to = ''] = text.split(',');
  return { from: dayNamed(from), to: dayNamed(to) };
}

/** Without the checks of `parseDay`, which take ten times as long: a ledger of many symbols has many ranges. */
function dayNamed(text: string): Day {
  const ms = Date.parse(text);
  if (Number.isNaN(ms)) throw new RangeError(`no date in a range: ${text}`);
  return dayAt(ms);
}
