import type { FlagRule } from '../../domain/bar-rule.ts';
import { intervals, isIntraday } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { SessionCalendar } from '../../domain/session-calendar.ts';
import type { ParsedBar } from './parsed-bar.ts';

/** Whether a bar lies where its exchange traded. Bars of several days cover closed ones by their nature. */
export function sessionFlag({ interval, ts }: ParsedBar, calendar: SessionCalendar | null): FlagRule | null {
  if (calendar === null) return null;
  const start = (ts / 1000) as EpochMs;
  if (interval === '1d') return calendar.sessionOn(start) ? null : 'closed_day';
  if (!isIntraday(interval)) return null;
  const session = calendar.sessionOn(calendar.dayOf(start));
  if (!session) return 'closed_day';
  const touches = start < session.close && start + intervals[interval] > session.open;
  return touches ? null : 'outside_hours';
}
