import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { alignedRange, periodAt, periodOfBar, periodUnit } from '../../domain/calendar/periods.ts';
import type { CoverageChange } from '../../domain/coverage.ts';
import { addDays, dayAt } from '../../domain/day.ts';
import {
  type DayRange,
  type DayRanges,
  dayRanges,
  difference,
  intersection,
  noDays,
} from '../../domain/day-ranges.ts';
import { type Interval, isIntraday } from '../../domain/interval.ts';
import type { Day, EpochMicros, EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import { calendarClock } from './clock.ts';

/** Bars of a symbol that were taken into storage. */
export interface TakenBars {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  /** The session dates of the bars that passed validation, each once. */
  readonly days: Iterable<Day>;
  /** The days asked for; null where nobody asked, as for a file: what it does not hold says nothing then. */
  readonly asked: DayRange | null;
  readonly fetchedAt: EpochMs;
}

/** The session date of a bar: at the exchange for intraday bars, the one it carries for others. */
export function sessionDayOf(calendar: ExchangeCalendar, interval: Interval, start: EpochMicros): Day {
  return isIntraday(interval) ? calendar.dayAt(start / 1000) : dayAt(start / 1000);
}

/** The session dates of bars. @param starts of the bars, in any order */
export function sessionDaysOf(
  calendar: ExchangeCalendar,
  interval: Interval,
  starts: Iterable<EpochMicros>,
): ReadonlySet<Day> {
  const days = new Set<Day>();
  for (const start of starts) days.add(sessionDayOf(calendar, interval, start));
  return days;
}

/** What bars that were taken mean for the coverage. Bars of days without a session change nothing. */
export function coverageChange(calendar: ExchangeCalendar, taken: TakenBars): CoverageChange {
  const { symbol, interval, asked, fetchedAt } = taken;
  const unit = periodUnit(interval);
  const clock = calendarClock(calendar, unit, fetchedAt);
  const periods = periodsOf(calendar, interval, taken.days);
  const held = dayRanges(periods.filter(({ from }) => from < clock.finalTo));
  const provisional = dayRanges(periods.filter(({ from }) => from >= clock.finalTo));
  return {
    symbol,
    interval,
    held,
    provisional,
    absent:
      asked === null
        ? noDays
        : difference(before(clock.finalTo, wholePeriods(calendar, interval, asked)), held),
    at: fetchedAt,
    refreshed:
      asked !== null &&
      intersection([asked], dayRanges([{ from: clock.finalTo, to: clock.begunTo }])).length > 0,
  };
}

/** Bars that came to be doubted: their sessions are to be fetched again. */
export function doubtChange(
  calendar: ExchangeCalendar,
  { symbol, interval, days, fetchedAt }: Omit<TakenBars, 'asked'>,
): CoverageChange {
  const nothing = { held: noDays, provisional: noDays, absent: noDays, refreshed: false };
  const doubtful = dayRanges(periodsOf(calendar, interval, days));
  return { symbol, interval, at: fetchedAt, ...nothing, doubtful };
}

function periodsOf(calendar: ExchangeCalendar, interval: Interval, days: Iterable<Day>): DayRange[] {
  const unit = periodUnit(interval);
  return [...days].map((day) => periodOfBar(calendar, unit, day)).filter((period) => period !== null);
}

function before(end: Day, ranges: DayRanges): DayRanges {
  return ranges.flatMap(({ from, to }) => dayRanges([{ from, to: to < end ? to : end }]));
}

/** The periods all of whose sessions were asked for: part of a week says nothing about the bar of the week. */
function wholePeriods(calendar: ExchangeCalendar, interval: Interval, asked: DayRange): DayRanges {
  const unit = periodUnit(interval);
  const range = alignedRange(calendar, unit, asked);
  if (range === null) return noDays;
  const first = periodAt(calendar, unit, range.from);
  const last = periodAt(calendar, unit, addDays(range.to, -1));
  const isWhole = (period: DayRange): boolean =>
    asked.from <= calendar.nextSession(period.from) &&
    asked.to > calendar.previousSession(addDays(period.to, -1));
  return dayRanges([
    { from: isWhole(first) ? range.from : first.to, to: isWhole(last) ? range.to : last.from },
  ]);
}
