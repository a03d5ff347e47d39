import type { ExchangeCalendar } from '../domain/calendar/exchange-calendar.ts';
import { holesIn } from '../domain/calendar/holes.ts';
import { counted } from '../domain/counted.ts';
import { type Interval, isIntraday } from '../domain/interval.ts';
import type { StoredBars } from '../domain/market-store.ts';

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** What to know about the bars behind an answer: the longest hole in them, which calculations step over. */
export function barNotes({ series: { interval, ts } }: StoredBars, calendar: ExchangeCalendar): string[] {
  const [longest, ...others] = holesIn(calendar, interval, ts);
  if (longest === undefined) return [];
  const rest =
    others.length === 0
      ? ''
      : `, and in ${counted(others.length, 'shorter hole')} ${lackText(
          others.reduce((sum, { missing }) => sum + missing, 0),
          interval,
        )}`;
  return [
    `Between ${dateOf(longest.after)} and ${dateOf(longest.before)} ${lackText(longest.missing, interval)} ` +
      `are not stored${rest}: the bars on either side are taken for neighbours.`,
  ];
}

function lackText(missing: number, interval: Interval): string {
  return counted(missing, isIntraday(interval) || interval === '1d' ? 'session' : 'bar');
}
