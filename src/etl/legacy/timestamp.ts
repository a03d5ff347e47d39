import type { EpochMicros } from '../../domain/nominal.ts';
import type { RawRow } from '../../domain/raw-row.ts';
import type { RecordTimes } from '../../domain/records.ts';
import type { Cell } from './number.ts';
import { reject } from './rejection.ts';
import { refuseText } from './text.ts';

const microsPerSecond = 1_000_000;
const microsPerDay = 86_400 * microsPerSecond;
const zero = 48;
const dash = 45;

/** The number that `count` digits from `start` spell, or -1. */
function digits(text: string, start: number, count: number): number {
  let value = 0;
  for (let index = start; index < start + count; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    // Written so that NaN, from beyond the end, is refused too.
    if (!(digit >= 0 && digit <= 9)) return -1;
    value = value * 10 + digit;
  }
  return value;
}

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function daysInMonth(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Days since 1970-01-01 (H. Hinnant, days_from_civil, http://howardhinnant.github.io/date_algorithms.html). */
function daysFromCivil(year: number, month: number, day: number): number {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The day that the first ten characters name, in microseconds, or null. Years 1 to 9999, real dates only. */
function parseDayPart(text: string): number | null {
  if (text.charCodeAt(4) !== dash || text.charCodeAt(7) !== dash) return null;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  if (year < 1 || day < 1 || month < 1 || day > daysInMonth(year, month)) return null;
  return daysFromCivil(year, month, day) * microsPerDay;
}

/** Where ` 09:30:00.25` begins in a timestamp, and where its fraction would. */
const timeStart = 10;
const timeEnd = 19;

/** Microseconds since midnight that the part after the day names, as in ` 09:30:00.25` or `T09:30:00Z`, or null. */
function parseTimePart(text: string): number | null {
  const separator = text[timeStart];
  if ((separator !== ' ' && separator !== 'T') || text[13] !== ':' || text[16] !== ':') return null;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = digits(text, 17, 2);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  const fraction = parseFraction(text, text.endsWith('Z') ? text.length - 1 : text.length);
  if (fraction === null) return null;
  return (hour * 3_600 + minute * 60 + second) * microsPerSecond + fraction;
}

/** Microseconds that `.f{1,6}` up to `end` names; 0 where there is nothing, null where it is anything else. */
function parseFraction(text: string, end: number): number | null {
  if (end === timeEnd) return 0;
  const count = end - timeEnd - 1;
  if (text[timeEnd] !== '.' || count < 1 || count > 6) return null;
  const value = digits(text, timeEnd + 1, count);
  return value < 0 ? null : value * 10 ** (6 - count);
}

/** Whether the text is a date without a time of day. */
export function isDateOnly(text: string): boolean {
  return text.length === 10;
}

/**
 * A date `YYYY-MM-DD` or a UTC time `YYYY-MM-DD HH:MM:SS[.f{1,6}]` (also with `T`, also with `Z`) as microseconds,
 * or null when it is neither, is no real date, or is beyond what a double holds exactly.
 */
export function parseTimestamp(text: string): EpochMicros | null {
  const day = parseDayPart(text);
  if (day === null || text.length === 10) return day as EpochMicros | null;
  const time = parseTimePart(text);
  if (time === null) return null;
  const micros = day + time;
  return micros - day === time ? (micros as EpochMicros) : null;
}

/** A timestamp that must be there. */
export function readTimestamp(value: Cell): EpochMicros {
  if (typeof value !== 'string') return reject('unparseable_date');
  return parseTimestamp(value) ?? refuseText(value, 'unparseable_date');
}

/** A calendar date, also when written as its midnight. Another time of day is refused, never cut off. */
export function readDate(value: Cell): EpochMicros {
  const micros = readTimestamp(value);
  return micros % microsPerDay === 0 ? micros : reject('unparseable_date');
}

function readOptionalTimestamp(value: Cell): EpochMicros | null {
  return value === null || value === undefined ? null : readTimestamp(value);
}

/** When the source wrote the row. */
export function readTimes(row: RawRow): RecordTimes {
  const created = row['created_at'];
  const updated = row['updated_at'];
  const createdAt = readOptionalTimestamp(created);
  // Most rows were never updated: their two times are one text, which need not be parsed twice.
  return { createdAt, updatedAt: updated === created ? createdAt : readOptionalTimestamp(updated) };
}

/** Refuses what is dated more than a day ahead: within a day it may be another time zone's today. */
export function refuseFuture(ts: EpochMicros, now: EpochMicros): void {
  if (ts > now + microsPerDay) reject('future_date');
}
