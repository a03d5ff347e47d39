import type { BarSeries } from './bar.ts';
import type { Buckets } from './buckets.ts';

/** Bars without a name: one array per column, all of the same length. */
export type BarColumns = Pick<BarSeries, 'ts' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

export const barColumnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** A longer bar that may still miss bars before or after. */
export interface Bucket {
  readonly start: number;
  /** Start of the last bar in it. */
  last: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** NaN as long as no bar has stated one. */
  volume: number;
}

/** Bars in ascending time put together into longer ones, those without a bar left out. */
export function bucketBars(bars: BarColumns, buckets: Buckets): Bucket[] {
  const made: Bucket[] = [];
  for (let index = 0; index < bars.ts.length; index += 1) {
    const start = buckets.startOf(bars.ts[index] as number);
    if (start === null) continue;
    const bar = barAt(bars, index, start);
    const last = made.at(-1);
    if (last?.start === start) extend(last, bar);
    else made.push(bar);
  }
  return made;
}

/** Adds to a bar what came right after it. */
export function extend(bar: Bucket, later: Bucket): void {
  bar.last = later.last;
  if (Number.isNaN(bar.open)) bar.open = later.open;
  bar.high = most(bar.high, later.high, Math.max);
  bar.low = most(bar.low, later.low, Math.min);
  if (!Number.isNaN(later.close)) bar.close = later.close;
  bar.volume = most(bar.volume, later.volume, (one, other) => one + other);
}

/** A value that is missing says nothing. */
function most(one: number, other: number, choose: (one: number, other: number) => number): number {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : choose(one, other);
}

function barAt(bars: BarColumns, index: number, start: number): Bucket {
  const { ts, open, high, low, close, volume } = bars;
  return {
    start,
    last: ts[index] as number,
    open: open[index] as number,
    high: high[index] as number,
    low: low[index] as number,
    close: close[index] as number,
    volume: volume[index] as number,
  };
}

export function columnsOf(buckets: readonly Bucket[]): BarColumns {
  const column = (name: keyof Bucket): Float64Array => Float64Array.from(buckets, (bucket) => bucket[name]);
  return {
    ts: column('start'),
    open: column('open'),
    high: column('high'),
    low: column('low'),
    close: column('close'),
    volume: column('volume'),
  };
}
