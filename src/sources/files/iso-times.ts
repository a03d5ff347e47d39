import { dayMicros, type WallTime } from './wall-time.ts';

const zero = 48;
const dash = 45;
const colon = 58;
const space = 32;
const letterT = 84;
const letterZ = 90;
const microsPerSecond = 1_000_000;

/**
 * Reads `2020-01-02`, `2020-01-02 09:30:00` and `2020-01-02T09:30:00Z` from bytes. Neighbouring rows mostly share
 * their day, which is worked out once.
 */
export class IsoTimes {
  #day = -1;
  #dayMicros: number | null = null;

  /** Null for all other notations. */
  read(bytes: Uint8Array, start: number, end: number): WallTime | null {
    const length = end - start;
    if (length !== 10 && length !== 19 && length !== 20) return null;
    if (bytes[start + 4] !== dash || bytes[start + 7] !== dash) return null;
    const day = this.#readDay(bytes, start);
    if (day === null) return null;
    if (length === 10) return { micros: day, offset: null, isEpoch: false };
    const isUtc = length === 20;
    if (isUtc && bytes[start + 19] !== letterZ) return null;
    const time = readTime(bytes, start + 10);
    return time < 0 ? null : { micros: day + time, offset: isUtc ? 0 : null, isEpoch: false };
  }

  #readDay(bytes: Uint8Array, start: number): number | null {
    const year = two(bytes, start) * 100 + two(bytes, start + 2);
    const month = two(bytes, start + 5);
    const day = two(bytes, start + 8);
    // NaN, from what is no digit, equals nothing.
    const key = year * 10_000 + month * 100 + day;
    if (key === this.#day) return this.#dayMicros;
    this.#day = key;
    this.#dayMicros = Number.isNaN(key) ? null : dayMicros(year, month, day);
    return this.#dayMicros;
  }
}

/** Microseconds since midnight that `T09:30:00` names, or -1. */
function readTime(bytes: Uint8Array, start: number): number {
  const separator = bytes[start];
  if (separator !== letterT && separator !== space) return -1;
  if (bytes[start + 3] !== colon || bytes[start + 6] !== colon) return -1;
  const hour = two(bytes, start + 1);
  const minute = two(bytes, start + 4);
  const second = two(bytes, start + 7);
  return hour < 24 && minute < 60 && second < 60
    ? (hour * 3_600 + minute * 60 + second) * microsPerSecond
    : -1;
}

/** The number that two digits spell, or NaN. */
function two(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] ?? 0) - zero;
  const ones = (bytes[at + 1] ?? 0) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}
