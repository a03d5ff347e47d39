import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { alignedRange, countPeriods, type PeriodUnit, periodUnit } from '../../domain/calendar/periods.ts';
import { absentDays, type Coverage } from '../../domain/coverage.ts';
import { addDays } from '../../domain/day.ts';
import {
  type DayRange,
  type DayRanges,
  dayRanges,
  difference,
  intersection,
  noDays,
  union,
} from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { absenceStand } from './absence.ts';
import { type CalendarClock, calendarClock } from './clock.ts';
import { clockSkewMs, joinWithinSessions, refreshAfterMs } from './limits.ts';

/** Which sessions of a wanted range are to be fetched, and why; the sets have no day in common. */
export interface FetchPlan {
  /** Never asked for: the gaps. */
  readonly missing: DayRanges;
  /** Fetched before they were final, which they are now. */
  readonly provisional: DayRanges;
  /** Running or not yet final, and asked for some time ago. */
  readonly running: DayRanges;
  /** Asked for without an answer, and due to be asked for again. */
  readonly absent: DayRanges;
  /** Not asked for now: absent and not due, given up, or beyond an end of what the instrument seems to have. */
  readonly resting: DayRanges;
  /** All that is to be fetched, in few requests; they may hold sessions between that are stored. */
  readonly requests: readonly DayRange[];
}

/** What is wanted of an instrument, and what is known. */
export interface Wish {
  readonly calendar: ExchangeCalendar;
  readonly interval: Interval;
  readonly wanted: DayRange;
  readonly coverage: Coverage;
  readonly now: EpochMs;
}

const nothing: FetchPlan = {
  missing: noDays,
  provisional: noDays,
  running: noDays,
  absent: noDays,
  resting: noDays,
  requests: [],
};

/** What to fetch so that a wanted range is stored; days that are yet to come are not wanted. */
export function planFetch(wish: Wish): FetchPlan {
  const { calendar, interval, wanted, coverage, now } = wish;
  const unit = periodUnit(interval);
  const range = alignedRange(calendar, unit, wanted);
  if (range === null) return nothing;
  const clock = calendarClock(calendar, unit, now);
  const final = cut(range, { from: range.from, to: clock.finalTo });
  const begun = cut(range, { from: clock.finalTo, to: clock.begunTo });
  const unheld = difference(final, coverage.held);
  const unasked = difference(difference(unheld, coverage.provisional), absentDays(coverage));
  const { due, presumed } = absenceStand(calendar, unit, coverage, now);
  const plan = {
    missing: difference(unasked, presumed),
    provisional: intersection(unheld, coverage.provisional),
    running: isRefreshDue(coverage, clock, now) ? difference(begun, coverage.held) : noDays,
    absent: intersection(unheld, due),
  };
  const wholePlan = union(union(plan.missing, plan.provisional), union(plan.running, plan.absent));
  return {
    ...plan,
    resting: difference(unheld, wholePlan),
    requests: joined(calendar, unit, wholePlan),
  };
}

function cut(range: DayRange, { from, to }: DayRange): DayRanges {
  return intersection([range], dayRanges([{ from, to }]));
}

/** Once the last session is over and was asked for since, a running week or month has nothing new either. */
function isRefreshDue({ refreshedAt }: Coverage, { latestFinalAt }: CalendarClock, now: EpochMs): boolean {
  if (refreshedAt === null || refreshedAt > now + clockSkewMs) return true;
  return refreshedAt < latestFinalAt && now - refreshedAt >= refreshAfterMs;
}

/** Ranges with few sessions between them as one; each ends with the day after its last session. */
function joined(calendar: ExchangeCalendar, unit: PeriodUnit, ranges: DayRanges): DayRange[] {
  const requests: DayRange[] = [];
  for (const { from, to } of ranges) {
    const last = requests.at(-1);
    const range = { from, to: addDays(calendar.previousSession(addDays(to, -1)), 1) };
    const between = last && countPeriods(calendar, unit, { from: last.to, to: from });
    if (last && between !== undefined && between < joinWithinSessions) {
      requests[requests.length - 1] = { from: last.from, to: range.to };
    } else requests.push(range);
  }
  return requests;
}
