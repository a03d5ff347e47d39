import type { RawNumber } from '../../domain/raw-bar.ts';
import type { WallTime } from './wall-time.ts';

/**
 * The values of one row, by the number of their column. Whoever reads a format fills the same object anew for each
 * row; nothing of it may be kept.
 */
export interface Cells {
  /** Line or row, from 1. */
  readonly position: number;
  text(column: number): string;
  number(column: number): RawNumber;
  /** A count, where suffixes such as `1.2M` occur. */
  volume(column: number): RawNumber;
  /** A split's ratio. */
  ratio(column: number): RawNumber;
  /** The time in a column, joined with a clock time in another; null where it is none. */
  wallTime(column: number, clock: number | undefined): WallTime | null;
}

/** A clock time beside a date: `9:30`, `093000` and `930` (leading zeros get lost) are the same. */
export function joinClock(date: string, clock: string): string {
  const digits = /^\d{1,6}$/.exec(clock.trim())?.[0];
  if (digits === undefined) return `${date.trim()} ${clock.trim()}`;
  const full = digits.length <= 4 ? `${digits.padStart(4, '0')}00` : digits.padStart(6, '0');
  return `${date.trim()} ${full.slice(0, 2)}:${full.slice(2, 4)}:${full.slice(4)}`;
}
