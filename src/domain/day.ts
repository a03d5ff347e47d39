import type { Day, EpochMs } from './nominal.ts';

const dayMs = 86_400_000;

/** The day of a date; months count from 1, and numbers beyond a month's end run into the next one. */
export function dayOf(year: number, month: number, date: number): Day {
  return (Date.UTC(year, month - 1, date) / dayMs) as Day;
}

/** The day on which a time falls in UTC: for session dates, which are stored as 00:00 UTC. */
export function dayAt(ms: number): Day {
  return Math.floor(ms / dayMs) as Day;
}

/** 00:00 UTC of the day. */
export function startOf(day: Day): EpochMs {
  return (day * dayMs) as EpochMs;
}

export function addDays(day: Day, count: number): Day {
  return (day + count) as Day;
}

export function partsOf(day: Day): { year: number; month: number; date: number } {
  const at = new Date(startOf(day));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, date: at.getUTCDate() };
}

export function yearOf(day: Day): number {
  return new Date(startOf(day)).getUTCFullYear();
}

/** 0 is Sunday, 6 Saturday; 1970-01-01 was a Thursday. */
export function weekdayOf(day: Day): number {
  return (((day + 4) % 7) + 7) % 7;
}

/** As `2024-02-29`. */
export function dayText(day: Day): string {
  return new Date(startOf(day)).toISOString().slice(0, 10);
}

/** The day that a text as `2024-02-29` names. @throws RangeError where it names none */
export function parseDay(text: string): Day {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || dayText(dayAt(ms)) !== text) throw new RangeError(`no date: ${text}`);
  return dayAt(ms);
}
