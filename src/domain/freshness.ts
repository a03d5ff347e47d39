import { calendarFor } from './calendar/calendars.ts';
import type { ExchangeCalendar } from './calendar/exchange-calendar.ts';
import { periodAt, periodUnit } from './calendar/periods.ts';
import { addDays, dayAt } from './day.ts';
import { type Interval, intervals, isIntraday } from './interval.ts';
import type { Day, EpochMs, TickerSymbol } from './nominal.ts';

/** How far the bars of a symbol and interval reach. */
export interface SeriesReach {
  readonly symbol: TickerSymbol;
  readonly exchange: string | null;
  readonly interval: Interval;
  /** Start of the last bar. */
  readonly last: EpochMs;
  /** The first day that nothing is known of, neither a bar nor that there is none; null where nobody keeps account. */
  readonly knownTo: Day | null;
}

/** How far the bars of an exchange reach. Days are of its sessions. */
export interface FreshnessLine {
  /** Id of its calendar. */
  readonly exchange: string;
  readonly title: string;
  readonly interval: Interval;
  readonly instruments: number;
  /** Of these, with everything up to the last session that is over. */
  readonly upToDate: number;
  readonly behind: number;
  /** The last session that is over. */
  readonly expected: Day;
  /** How far the bars of the instrument reach that is furthest behind, and those of the one that is ahead. */
  readonly oldest: Day;
  readonly newest: Day;
}

/** A line for each exchange and interval: by the title of the exchange, short intervals first. */
export function freshnessLines(series: readonly SeriesReach[], now: EpochMs): FreshnessLine[] {
  const groups = Map.groupBy(series, ({ symbol, exchange, interval }) => {
    return `${calendarFor(symbol, exchange).id} ${interval}`;
  });
  return [...groups.values()]
    .map((group) => lineOf(group, now))
    .sort(
      (one, other) =>
        (one.title < other.title ? -1 : Number(one.title > other.title)) ||
        intervals[one.interval] - intervals[other.interval],
    );
}

function lineOf(group: readonly SeriesReach[], now: EpochMs): FreshnessLine {
  const [{ symbol, exchange, interval }] = group as [SeriesReach];
  const calendar = calendarFor(symbol, exchange);
  const expected = lastOverSession(calendar, now);
  const reached = group.map((one) => Math.min(reachOf(one, calendar), expected) as Day);
  const upToDate = reached.filter((day) => day === expected).length;
  return {
    exchange: calendar.id,
    title: calendar.title,
    interval,
    instruments: group.length,
    upToDate,
    behind: group.length - upToDate,
    expected,
    oldest: reached.reduce((one, other) => (one < other ? one : other)),
    newest: reached.reduce((one, other) => (one > other ? one : other)),
  };
}

/** How many sessions are over that the bars of a symbol do not reach, and the last session that is over. */
export function sessionsBehind(
  reach: SeriesReach,
  now: EpochMs,
): { readonly behind: number; readonly expected: Day } {
  const calendar = calendarFor(reach.symbol, reach.exchange);
  const expected = lastOverSession(calendar, now);
  const from = addDays(reachOf(reach, calendar), 1);
  const to = addDays(expected, 1);
  return { behind: from < to ? calendar.countSessions({ from, to }) : 0, expected };
}

/** The last session of which everything is known. */
function reachOf({ interval, last, knownTo }: SeriesReach, calendar: ExchangeCalendar): Day {
  const day = isIntraday(interval) ? calendar.dayAt(last) : dayAt(last);
  const end = Math.max(periodAt(calendar, periodUnit(interval), day).to, knownTo ?? 0) as Day;
  return calendar.previousSession(addDays(end, -1));
}

/** The last session that is over at a time. */
function lastOverSession(calendar: ExchangeCalendar, now: EpochMs): Day {
  const day = calendar.previousSession(calendar.dayAt(now));
  const session = calendar.session(day);
  return session !== null && session.close > now ? calendar.previousSession(addDays(day, -1)) : day;
}
