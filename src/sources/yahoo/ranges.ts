import type { Interval } from '../../domain/interval.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import type { BarRequest } from '../../domain/source.ts';

const dayMs = 86_400_000;

interface Limits {
  /** How many days back from now Yahoo has such bars. */
  readonly reachDays: number;
  /** How many days it gives in one answer. */
  readonly requestDays: number;
}

const sixty: Limits = { reachDays: 60, requestDays: 60 };

/** Yahoo's limits; longer intervals reach back to the beginning and come in one answer. */
const limits: Partial<Record<Interval, Limits>> = {
  '1m': { reachDays: 30, requestDays: 7 },
  '2m': sixty,
  '5m': sixty,
  '15m': sixty,
  '30m': sixty,
  '90m': sixty,
  '1h': { reachDays: 730, requestDays: 730 },
};

/** Splits and dividends are named up to so many days after their ex-date; asked for from then on, none is missed. */
export const namedLateMs = 7 * dayMs;

/** From a moment to another one, the second not included. */
export interface TimeRange {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The first day of which Yahoo has all bars of the interval, at 00:00 UTC; null where it has them from the start. */
export function earliestDay(interval: Interval, now: EpochMs): EpochMs | null {
  const limit = limits[interval];
  if (limit === undefined) return null;
  return (Math.floor(now / dayMs - limit.reachDays + 1) * dayMs) as EpochMs;
}

/**
 * The ranges to ask for, in order, to get the sessions of the days asked for. They begin a day early and end a day
 * late: a session of Sydney begins on the day before in UTC, and one of New York ends on the day after. Daily bars are
 * asked for up to the present: with them come all splits and dividends since, for which another request would have
 * to be made, whose answer would have the same bars. For those that are named late they are asked for from days before.
 */
export function rangesOf({ interval, from, to }: BarRequest, now: EpochMs): readonly TimeRange[] {
  const limit = limits[interval];
  const hour = dayMs / 24;
  const reach = limit === undefined ? Number.NEGATIVE_INFINITY : now - limit.reachDays * dayMs + hour;
  const end = interval === '1d' ? now + dayMs : Math.min(to + 2 * dayMs, now + dayMs);
  const step = (limit?.requestDays ?? Number.POSITIVE_INFINITY) * dayMs;
  const ranges: TimeRange[] = [];
  const first = from - (interval === '1d' ? namedLateMs : dayMs);
  for (let start = Math.max(first, reach); start < end; start += step) {
    ranges.push({ from: start as EpochMs, to: Math.min(start + step, end) as EpochMs });
  }
  return ranges;
}
