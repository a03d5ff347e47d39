import type { TestBar } from './bars.ts';

export type BucketWidth = 'hourly' | 'daily' | 'weekly' | 'monthly';

/** A row of an aggregate. Sums are null where no bar could add to them. */
export interface AggregateRow {
  readonly symbol: string;
  readonly interval: string;
  readonly bucket: string;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number | null;
  readonly bars: number;
  readonly parkinson: number | null;
  readonly garman_klass: number | null;
  readonly realised_variance: number | null;
}

const aggregated: Readonly<Record<BucketWidth, readonly string[]>> = {
  hourly: ['1m', '2m', '5m', '15m', '30m', '1h'],
  daily: ['1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d'],
  weekly: ['1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d'],
  monthly: ['1m', '2m', '5m', '15m', '30m', '90m', '1h', '1d'],
};

/** The aggregate of bars, computed from its definition. */
export function expectedAggregate(bars: readonly TestBar[], width: BucketWidth): AggregateRow[] {
  const groups = Map.groupBy(
    bars.filter(({ interval }) => aggregated[width].includes(interval)),
    (bar) => `${bar.symbol} ${bar.interval} ${startOf(bar.ts, width)}`,
  );
  return [...groups.values()]
    .map((group) => rowOf(group, width))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

export function keyOf({ symbol, interval, bucket }: AggregateRow): string {
  return `${symbol} ${interval} ${bucket}`;
}

function startOf(ts: string, width: BucketWidth): string {
  const start = new Date(ts);
  if (width === 'hourly') start.setUTCMinutes(0, 0, 0);
  else start.setUTCHours(0, 0, 0, 0);
  if (width === 'weekly') start.setUTCDate(start.getUTCDate() - ((start.getUTCDay() + 6) % 7));
  if (width === 'monthly') start.setUTCDate(1);
  return start.toISOString();
}

function rowOf(group: readonly TestBar[], width: BucketWidth): AggregateRow {
  const bars = group.toSorted((a, b) => Date.parse(a.ts) - Date.parse(b.ts));
  const [first] = bars;
  const last = bars.at(-1);
  if (!first || !last) throw new Error('a group is never empty');
  return {
    ...{ symbol: first.symbol, interval: first.interval, bucket: startOf(first.ts, width) },
    ...{ open: first.open, close: last.close, bars: bars.length },
    high: Math.max(...bars.map(({ high }) => high)),
    low: Math.min(...bars.map(({ low }) => low)),
    volume: total(bars.map(({ volume }) => volume)),
    parkinson: total(bars.map(parkinson)),
    garman_klass: total(bars.map(garmanKlass)),
    realised_variance: total(bars.map(squaredReturn)),
  };
}

function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

function parkinson({ high, low }: TestBar): number | null {
  return low > 0 ? Math.log(high / low) ** 2 / (4 * Math.LN2) : null;
}

function garmanKlass({ open, high, low, close }: TestBar): number | null {
  if (low <= 0 || open <= 0 || close <= 0) return null;
  return 0.5 * Math.log(high / low) ** 2 - (2 * Math.LN2 - 1) * Math.log(close / open) ** 2;
}

function squaredReturn({ open, close }: TestBar): number | null {
  return open > 0 && close > 0 ? Math.log(close / open) ** 2 : null;
}
