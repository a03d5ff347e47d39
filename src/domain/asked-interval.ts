import { type Interval, intervals, isIntraday } from './interval.ts';

/** The intervals that bars can be asked for: those that are stored, and years, which are only ever made of others. */
export const askedIntervals = [...(Object.keys(intervals) as Interval[]), '1y'] as const;

export type AskedInterval = Interval | '1y';

/** Coarsest first: of those that fit, the one with the fewest bars to read. */
const intradaySources: readonly Interval[] = ['1h', '90m', '30m', '15m', '5m', '2m', '1m'];

/** Days before all others: longer bars of them have their dividends and splits at the right place. */
const sourcesOfLong: Readonly<Partial<Record<AskedInterval, readonly Interval[]>>> = {
  '1d': intradaySources,
  '1wk': ['1d', ...intradaySources],
  '1mo': ['1d', ...intradaySources],
  '3mo': ['1d', '1mo', ...intradaySources],
  '1y': ['1d', '3mo', '1mo', ...intradaySources],
};

/**
 * The intervals that bars of another one can be made of, the preferred first. Bars of five days begin anywhere, so none
 * are made, and nothing is made of weeks, which straddle months.
 */
export function sourcesFor(asked: AskedInterval): readonly Interval[] {
  if (asked === '1y' || !isIntraday(asked)) return sourcesOfLong[asked] ?? [];
  return intradaySources.filter((source) => source !== asked && intervals[asked] % intervals[source] === 0);
}

/** What bars of an interval are to be made of, given those that are stored; itself where it is; null where nothing fits. */
export function sourceOf(asked: AskedInterval, stored: readonly string[]): Interval | null {
  if (asked !== '1y' && stored.includes(asked)) return asked;
  return sourcesFor(asked).find((source) => stored.includes(source)) ?? null;
}
