import type { AdjustmentBasis, BarSeries } from '../domain/bar.ts';
import type { ExchangeCalendar } from '../domain/calendar/exchange-calendar.ts';
import { holesIn } from '../domain/calendar/holes.ts';
import { counted } from '../domain/counted.ts';
import { type Interval, isIntraday } from '../domain/interval.ts';
import type { StoredBars } from '../domain/market-store.ts';

const dateOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const adjustedFor = { raw: 'nothing', split: 'splits', total: 'splits and dividends' } as const;

/**
 * What to know about the bars behind an answer: the longest hole in them, which calculations step over, and that their
 * prices have another adjustment than was asked for.
 * @param adjust the adjustment that was asked for by name
 */
export function barNotes(
  { series, bases }: StoredBars,
  calendar: ExchangeCalendar,
  adjust?: AdjustmentBasis,
): string[] {
  return [...basisNotes(bases, adjust), ...holeNotes(series, calendar)];
}

function basisNotes(bases: readonly AdjustmentBasis[], adjust: AdjustmentBasis | undefined): string[] {
  const others = bases.filter((basis) => basis !== adjust);
  if (adjust === undefined || others.length === 0) return [];
  const found = others.map((basis) => adjustedFor[basis]).join(', or ');
  return [
    `Prices adjusted for ${adjustedFor[adjust]} (${adjust}) were asked for, but ${bases.length > 1 ? 'some' : 'those'} ` +
      `that are stored are adjusted for ${found} (${others.join(', ')}), and cannot be turned into these.`,
  ];
}

function holeNotes({ interval, ts }: BarSeries, calendar: ExchangeCalendar): string[] {
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
