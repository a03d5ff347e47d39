import { dayOf, partsOf, startOf } from '../day.ts';
import type { Day, EpochMs } from '../nominal.ts';

const minuteMs = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(zone, made);
  return made;
}

/** What has to be added to UTC for the local time at a moment, in milliseconds. */
function offsetAt(zone: string, ms: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** Offsets of the months in which the clocks did not change; asking Intl for each day is forty times as slow. */
const monthOffsets = new Map<string, number | null>();

function offsetOn(zone: string, day: Day, ms: number): number {
  const { year, month } = partsOf(day);
  const key = `${zone} ${year} ${month}`;
  let offset = monthOffsets.get(key);
  if (offset === undefined) {
    // A day more on each side, since local months begin and end at other moments than those of UTC.
    const first = offsetAt(zone, startOf(dayOf(year, month, 0)));
    const last = offsetAt(zone, startOf(dayOf(year, month + 1, 2)));
    offset = first === last ? first : null;
    monthOffsets.set(key, offset);
  }
  return offset ?? offsetAt(zone, ms);
}

/**
 * The moment at which clocks in an IANA zone show a time of a day, in minutes after midnight (24 hours and more run
 * into the next day). No exchange opens or closes in the hour that a change of clocks skips or repeats.
 */
export function momentOf(zone: string, day: Day, minutes: number): EpochMs {
  const shown = startOf(day) + minutes * minuteMs;
  // The offset before and after a change differ by an hour or so: the second look is from the right side of it.
  const near = shown - offsetOn(zone, day, shown);
  return (shown - offsetOn(zone, day, near)) as EpochMs;
}

/** The date that calendars in the zone show at a moment. */
export function localDay(zone: string, ms: number): Day {
  const utcDay = Math.floor(ms / 86_400_000) as Day;
  return Math.floor((ms + offsetOn(zone, utcDay, ms)) / 86_400_000) as Day;
}
