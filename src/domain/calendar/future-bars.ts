import { addDays, dayAt, startOf } from '../day.ts';
import { type Interval, intervals, isIntraday } from '../interval.ts';
import type { EpochMs } from '../nominal.ts';
import { barStarts } from './bar-grid.ts';
import type { ExchangeCalendar, Session } from './exchange-calendar.ts';
import { periodAt, periodUnit } from './periods.ts';

/**
 * When the next bars after one will begin, as many as asked for: sessions of the exchange, never its weekends and
 * holidays; longer bars are dated by the start of their week (Monday), month or quarter, as sources date them. Intraday
 * bars keep the minute that the last one has: at 09:30, 10:30 … or at full hours.
 */
export function futureBars(
  calendar: ExchangeCalendar,
  interval: Interval,
  last: EpochMs,
  count: number,
): EpochMs[] {
  return isIntraday(interval)
    ? intradayBars(calendar, interval, last, count)
    : longBars(calendar, interval, last, count);
}

function longBars(calendar: ExchangeCalendar, interval: Interval, last: EpochMs, count: number): EpochMs[] {
  const unit = periodUnit(interval);
  const starts: EpochMs[] = [];
  let day = dayAt(last);
  while (starts.length < count) {
    day = unit === 'day' ? calendar.nextSession(addDays(day, 1)) : periodAt(calendar, unit, day).to;
    starts.push(startOf(day));
  }
  return starts;
}

function intradayBars(
  calendar: ExchangeCalendar,
  interval: Interval,
  last: EpochMs,
  count: number,
): EpochMs[] {
  const step = intervals[interval];
  const starts: EpochMs[] = [];
  let day = calendar.previousSession(calendar.dayAt(last));
  const open = calendar.session(day)?.open ?? last;
  const shift = (((last - open) % step) + step) % step;
  while (starts.length < count) {
    const session = calendar.session(day);
    if (session) starts.push(...shifted(session, interval, shift).filter((start) => start > last));
    day = calendar.nextSession(addDays(day, 1));
  }
  return starts.slice(0, count);
}

/** The bars of a session whose times are off its open by so much; of these the first one may begin before the open. */
function shifted(session: Session, interval: Interval, shift: number): EpochMs[] {
  if (shift === 0) return barStarts(session, interval);
  const early = shift - intervals[interval];
  const starts = barStarts({ ...session, open: (session.open + early) as EpochMs }, interval);
  return starts;
}

/**
 * Bars after which prices may repeat a pattern: the sessions of a week, the weeks or months of a year, the bars of a
 * session.
 */
export function barsPerSeason(calendar: ExchangeCalendar, interval: Interval): number {
  const unit = periodUnit(interval);
  if (unit === 'week') return 52;
  if (unit === 'month') return 12;
  if (unit === 'quarter') return 4;
  const [from, to] = aYear;
  const days = calendar.sessionDays({ from, to });
  if (interval === '1d') return Math.round(days.length / 50);
  const sessions = calendar.sessions({ from, to }).filter(({ isHalfDay }) => !isHalfDay);
  const [session] = sessions;
  return session ? barStarts(session, interval).length : 1;
}

const aYear = [dayAt(Date.UTC(2019, 0, 1)), dayAt(Date.UTC(2019, 11, 17))] as const;
