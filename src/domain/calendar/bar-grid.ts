import { type Interval, intervals, isIntraday } from '../interval.ts';
import type { EpochMs } from '../nominal.ts';
import type { Session } from './exchange-calendar.ts';

/**
 * When the intraday bars of a session begin, as Yahoo makes them: counted from the open, the last one cut short by
 * the close (XNYS, `1h`: 09:30, 10:30, … 15:30), without those that lie wholly in the break at noon. Other sources
 * begin at full hours: whether a session is there is therefore not asked of this grid, but of any bar of it.
 * @throws RangeError for an interval of a day or more
 */
export function barStarts(session: Session, interval: Interval): EpochMs[] {
  if (!isIntraday(interval)) throw new RangeError(`no intraday interval: ${interval}`);
  const step = intervals[interval];
  const starts: EpochMs[] = [];
  for (let start = session.open as number; start < session.close; start += step) {
    const pause = session.break;
    const inPause = pause !== null && start >= pause.start && start + step <= pause.end;
    if (!inPause) starts.push(start as EpochMs);
  }
  return starts;
}
