const minute = 60_000;
const day = 86_400_000;

/** The intervals a bar can span, with their nominal length in milliseconds (calendar intervals: the shortest). */
export const intervals = {
  '1m': minute,
  '2m': 2 * minute,
  '5m': 5 * minute,
  '15m': 15 * minute,
  '30m': 30 * minute,
  '90m': 90 * minute,
  '1h': 60 * minute,
  '1d': day,
  '5d': 5 * day,
  '1wk': 7 * day,
  '1mo': 28 * day,
  '3mo': 90 * day,
} as const satisfies Record<string, number>;

export type Interval = keyof typeof intervals;

/** Other spellings of an interval: Yahoo answers to `60m` and `1h` alike. */
export const intervalAliases: Readonly<Record<string, Interval>> = { '60m': '1h' };

const names: ReadonlySet<string> = new Set(Object.keys(intervals));

export function isInterval(text: string): text is Interval {
  return names.has(text);
}

/** Whether bars of this interval carry a time of day; daily and longer ones carry a session date at 00:00 UTC. */
export function isIntraday(interval: Interval): boolean {
  return intervals[interval] < day;
}
