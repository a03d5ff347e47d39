import type { DateOrder } from './options.ts';

/** A time as it is written, microseconds since 1970 on a clock that hangs on some wall. */
export interface WallTime {
  readonly micros: number;
  /** How far that clock is ahead of UTC, microseconds; null where the file does not say. */
  readonly offset: number | null;
  /** A count of seconds or the like: it names a moment, and no local date. */
  readonly isEpoch: boolean;
}

export const microsPerDay = 86_400_000_000;
const microsPerSecond = 1_000_000;

const yearFirst = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)/;
const compact = /^(\d{4})(\d{2})(\d{2})(?!\d)/;
const yearLast = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?!\d)/;
const monthFirst = /^([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})(?!\d)/;
const monthSecond = /^(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4}|\d{2})(?!\d)/;
const epoch = /^-?\d{9,19}(\.\d*)?$/;
const clock =
  /^(?:[T ]|, ?)\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/;
const months = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** What a text says of the order of day and month: which numbers stand at those places. */
export function orderedPair(text: string): readonly [number, number] | null {
  const match = yearLast.exec(text.trim());
  // Dots are written by those who put the day first, everywhere.
  if (match === null || match[2] === '.') return null;
  return [Number(match[1]), Number(match[3])];
}

/** Days since 1899-12-30 at 1970-01-01. */
const excelEpoch = 25_569;
/** 1954 to 2118: other numbers are something else. */
const excelDays = { first: 20_000, last: 80_000 };

/** The day that a spreadsheet counts so, with its time as a fraction; microseconds; null where it is none. */
export function excelDay(text: string): number | null {
  const days = /^\d{5}(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (!(days >= excelDays.first && days <= excelDays.last)) return null;
  return Math.round((days - excelEpoch) * 86_400) * microsPerSecond;
}

/** A date, or a date and a time, or a count since 1970; null where it is none of them. */
export function parseWallTime(text: string, order: DateOrder): WallTime | null {
  const trimmed = text.trim();
  const day = order === 'excel' ? excelDay(trimmed) : null;
  if (day !== null) return { micros: day, offset: null, isEpoch: false };
  if (epoch.test(trimmed)) return { micros: epochMicros(trimmed), offset: 0, isEpoch: true };
  const date = parseDate(trimmed, order);
  if (date === null) return null;
  const rest = trimmed.slice(date.length);
  if (rest === '') return { micros: date.micros, offset: null, isEpoch: false };
  const time = parseClock(rest);
  return time && { micros: date.micros + time.micros, offset: time.offset, isEpoch: false };
}

interface DatePart {
  readonly micros: number;
  /** How many characters it takes. */
  readonly length: number;
}

function parseDate(text: string, order: DateOrder): DatePart | null {
  const numbers = yearFirst.exec(text);
  if (numbers) return datePart(numbers, numbers[1], Number(numbers[3]), numbers[4]);
  const digits = compact.exec(text);
  if (digits) return datePart(digits, digits[1], Number(digits[2]), digits[3]);
  const local = yearLast.exec(text);
  if (local) return localDate(local, order);
  const american = monthFirst.exec(text);
  if (american) return datePart(american, american[3], monthNamed(american[1]), american[2]);
  const named = monthSecond.exec(text);
  return named && datePart(named, named[3], monthNamed(named[2]), named[1]);
}

function localDate(match: RegExpExecArray, order: DateOrder): DatePart | null {
  const [, first, separator, second, year] = match;
  const isDayFirst = order === 'dmy' || (order === 'ymd' && separator === '.');
  if (!isDayFirst && order !== 'mdy') return null;
  return isDayFirst
    ? datePart(match, year, Number(second), first)
    : datePart(match, year, Number(first), second);
}

function datePart(match: RegExpExecArray, year = '', month = 0, day = ''): DatePart | null {
  const fullYear = year.length === 2 ? Number(year) + (Number(year) < 70 ? 2000 : 1900) : Number(year);
  const micros = dayMicros(fullYear, month, Number(day));
  return micros === null ? null : { micros, length: match[0].length };
}

/** The day at 00:00, or null where the calendar has no such day. */
export function dayMicros(year: number, month: number, day: number): number | null {
  if (year < 100) return null;
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? date.getTime() * 1_000 : null;
}

function monthNamed(name = ''): number {
  const index = months.indexOf(name.slice(0, 3).toLowerCase());
  return index % 3 === 0 ? index / 3 + 1 : 0;
}

function parseClock(text: string): { micros: number; offset: number | null } | null {
  const match = clock.exec(text);
  if (match === null) return null;
  const [, hourText, minute = '', second = '0', fraction = '', half, zone] = match;
  const hour = hourOf(Number(hourText), half);
  if (hour > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const micros = Number(fraction.padEnd(6, '0').slice(0, 6));
  return {
    micros: (hour * 3_600 + Number(minute) * 60 + Number(second)) * microsPerSecond + micros,
    offset: zone === undefined ? null : offsetOf(zone),
  };
}

function hourOf(hour: number, half: string | undefined): number {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return 24;
  return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}

function offsetOf(zone: string): number {
  if (/^[A-Z]/.test(zone)) return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60 * microsPerSecond;
}

/** Seconds, milliseconds, microseconds or nanoseconds, told by their size: those of 1973 to 5138. */
function epochMicros(text: string): number {
  const size = Math.abs(Number(text));
  if (size < 1e11) return Math.round(Number(text) * microsPerSecond);
  if (size < 1e14) return Math.round(Number(text) * 1_000);
  if (size < 1e17) return Number(text);
  return Number(BigInt(text.split('.')[0] ?? text) / 1_000n);
}
