import { type Interval, intervals } from '../../domain/interval.ts';

const dayMs = 86_400_000;

/** Intervals the generator knows: those within a day, and the day. */
export type SyntheticInterval = Exclude<Interval, '5d' | '1wk' | '1mo' | '3mo'>;

/** The session of a New York exchange in its winter, all year round: 14:30 to 21:00 UTC. */
const sessionOpenMs = 14.5 * 3_600_000;
const sessionMs = 6.5 * 3_600_000;

const fixedHolidays = new Set(['01-01', '07-04', '12-25']);

/** Monday to Friday, but not New Year, Independence Day and Christmas. */
function isBusinessDay(dayStartMs: number): boolean {
  const date = new Date(dayStartMs);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !fixedHolidays.has(date.toISOString().slice(5, 10));
}

/** Midnights (UTC, epoch ms) of the business days from `fromMs` to `toMs`, both included. */
export function* businessDays(fromMs: number, toMs: number): Generator<number> {
  for (let day = Math.floor(fromMs / dayMs) * dayMs; day <= toMs; day += dayMs) {
    if (isBusinessDay(day)) yield day;
  }
}

/** How many bars of an interval a session has. */
export function barsPerSession(interval: SyntheticInterval): number {
  return interval === '1d' ? 1 : Math.ceil(sessionMs / intervals[interval]);
}

/** Starts of the bars (epoch ms) of a session: midnight for a daily bar, otherwise from the opening on. */
export function* barStarts(dayStartMs: number, interval: SyntheticInterval): Generator<number> {
  if (interval === '1d') {
    yield dayStartMs;
    return;
  }
  for (let index = 0; index < barsPerSession(interval); index += 1) {
    yield dayStartMs + sessionOpenMs + index * intervals[interval];
  }
}
