import { startOf } from '../day.ts';
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

/** What `zoneOffset` answers, asked of Intl. */
function offsetAt(zone: string, ms: number): number {
  const parts: Record<string, number> = {};
  for (const { type, value } of formatOf(zone).formatToParts(ms)) parts[type] = Number(value);
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(ms / 1000) * 1000;
}

/** The offset of a span of days; where the clocks change in it, until when the first and since when the second holds. */
interface SpanOffsets {
  readonly first: number;
  readonly changeAt: number;
  readonly second: number;
}

/** In no zone do clocks change twice in so many days; Morocco's do in a month, around Ramadan. */
const spanDays = 16;
const dayMs = 86_400_000;

/** By zone, by number of the span: asking Intl each time is a thousand times as slow. */
const known = new Map<string, Map<number, SpanOffsets>>();

/**
 * What has to be added to UTC for the local time in an IANA zone at a moment, in milliseconds.
 * @throws RangeError where there is no such zone
 */
export function zoneOffset(zone: string, ms: number): number {
  const span = Math.floor(ms / (spanDays * dayMs));
  let spans = known.get(zone);
  if (spans === undefined) {
    spans = new Map();
    known.set(zone, spans);
  }
  let offsets = spans.get(span);
  if (offsets === undefined) {
    offsets = offsetsBetween(zone, span * spanDays * dayMs, (span + 1) * spanDays * dayMs);
    spans.set(span, offsets);
  }
  return ms < offsets.changeAt ? offsets.first : offsets.second;
}

function offsetsBetween(zone: string, from: number, to: number): SpanOffsets {
  const [first, second] = [offsetAt(zone, from), offsetAt(zone, to)];
  if (first === second) return { first, changeAt: to, second };
  let [before, after] = [from, to];
  while (after - before > minuteMs) {
    const middle = Math.floor((before + after) / 2 / minuteMs) * minuteMs;
    if (offsetAt(zone, middle) === first) before = middle;
    else after = middle;
  }
  return { first, changeAt: after, second };
}

/**
 * The moment at which clocks in an IANA zone show a time of a day, in minutes after midnight (24 hours and more run
 * into the next day). No exchange opens or closes in the hour that a change of clocks skips or repeats.
 */
export function momentOf(zone: string, day: Day, minutes: number): EpochMs {
  const shown = startOf(day) + minutes * minuteMs;
  // The offset before and after a change differ by an hour or so: the second look is from the right side of it.
  const near = shown - zoneOffset(zone, shown);
  return (shown - zoneOffset(zone, near)) as EpochMs;
}

/** The date that calendars in the zone show at a moment. */
export function localDay(zone: string, ms: number): Day {
  return Math.floor((ms + zoneOffset(zone, ms)) / dayMs) as Day;
}
