import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { type PeriodUnit, periodAt, withTimes } from '../../domain/calendar/periods.ts';
import { addDays } from '../../domain/day.ts';
import type { Day, EpochMs } from '../../domain/nominal.ts';
import { finalAfterMs } from './limits.ts';

/** Where the periods of a calendar stand at a moment. */
export interface CalendarClock {
  /** The start of the first period that is not final: all before it are. */
  readonly finalTo: Day;
  /** The start of the first period that has not begun. */
  readonly begunTo: Day;
  /** When what is now known of the last session that has begun will be, or became, final. */
  readonly latestFinalAt: EpochMs;
}

export function calendarClock(calendar: ExchangeCalendar, unit: PeriodUnit, now: EpochMs): CalendarClock {
  // From some sessions back: a session across 00:00 UTC, a delay after the close.
  const today = calendar.dayAt(now);
  let period = periodAt(calendar, unit, addDays(today, -4));
  let next = withTimes(calendar, period);
  while (next.closesAt + finalAfterMs <= now) {
    period = next;
    next = withTimes(calendar, periodAt(calendar, unit, period.to));
  }
  const finalTo = next.from;
  while (next.opensAt <= now) next = withTimes(calendar, periodAt(calendar, unit, next.to));
  return { finalTo, begunTo: next.from, latestFinalAt: latestFinal(calendar, today, now) };
}

function latestFinal(calendar: ExchangeCalendar, today: Day, now: EpochMs): EpochMs {
  let session = calendar.session(calendar.previousSession(addDays(today, 1)));
  while (session !== null && session.open > now) {
    session = calendar.session(calendar.previousSession(addDays(session.day, -1)));
  }
  return ((session?.close ?? now) + finalAfterMs) as EpochMs;
}
