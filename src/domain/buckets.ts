import type { AskedInterval } from './asked-interval.ts';
import type { ExchangeCalendar, Session } from './calendar/exchange-calendar.ts';
import { naturalPeriod } from './calendar/periods.ts';
import { addDays, dayAt, dayOf, startOf, yearOf } from './day.ts';
import type { DayRange } from './day-ranges.ts';
import { type Interval, intervals, isIntraday } from './interval.ts';
import type { Day, EpochMs } from './nominal.ts';

const dayMs = 86_400_000;

/** The longer bars that bars of an interval go into. */
export interface Buckets {
  /** Start of the longer bar that a bar of this start goes into; null where it goes into none. */
  startOf(ts: number): number | null;
  /** From when to when bars have to be read for all longer bars that begin from and to a time. */
  sourceRange(from: number | undefined, to: number | undefined): { from?: EpochMs; to?: EpochMs };
}

/**
 * Intraday bars begin at whole multiples of their length since 1970 in UTC, as `time_bucket` has them. Daily and longer
 * ones carry their date, as stored ones do, and are made of what was traded in sessions: a session belongs to the date at
 * the exchange, also where it begins on the day before in UTC, and what was traded before and after it is left out. On
 * days that the calendar takes for closed everything counts. Weeks begin on Monday.
 */
export function bucketsOf(calendar: ExchangeCalendar, source: Interval, asked: AskedInterval): Buckets {
  return asked !== '1y' && isIntraday(asked)
    ? intradayBuckets(intervals[asked])
    : dateBuckets(calendar, source, asked);
}

function intradayBuckets(step: number): Buckets {
  return {
    startOf: (ts) => Math.floor(ts / step) * step,
    sourceRange: (from, to) => ({
      ...(from !== undefined && { from: (Math.ceil(from / step) * step) as EpochMs }),
      ...(to !== undefined && { to: (Math.floor(to / step) * step + step - 1) as EpochMs }),
    }),
  };
}

function dateBuckets(calendar: ExchangeCalendar, source: Interval, asked: AskedInterval): Buckets {
  const sessionDay = isIntraday(source) ? sessionDayOf(calendar, intervals[source]) : dayAt;
  // A zone is less than a day away from UTC.
  const beside = isIntraday(source) ? dayMs : 0;
  return {
    startOf: (ts) => {
      const day = sessionDay(ts);
      return day === null ? null : startOf(periodOf(asked, day).from);
    },
    sourceRange: (from, to) => ({
      ...(from !== undefined && { from: (startOf(dayAt(from)) - beside) as EpochMs }),
      ...(to !== undefined && { to: (startOf(periodOf(asked, dayAt(to)).to) - 1 + beside) as EpochMs }),
    }),
  };
}

/** The date of the session that an intraday bar was traded in, wholly or in part; null outside of one. */
function sessionDayOf(calendar: ExchangeCalendar, length: number): (ts: number) => Day | null {
  let known: { readonly day: Day; readonly session: Session | null } | null = null;
  return (ts) => {
    const day = calendar.dayAt(ts);
    if (known?.day !== day) known = { day, session: calendar.session(day) };
    const { session } = known;
    return session === null || (ts < session.close && ts + length > session.open) ? day : null;
  };
}

function periodOf(asked: AskedInterval, day: Day): DayRange {
  if (asked === '1y') return { from: dayOf(yearOf(day), 1, 1), to: dayOf(yearOf(day) + 1, 1, 1) };
  if (asked === '1d') return { from: day, to: addDays(day, 1) };
  return naturalPeriod(asked === '1wk' ? 'week' : asked === '1mo' ? 'month' : 'quarter', day);
}
