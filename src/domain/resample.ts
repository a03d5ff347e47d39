import type { BarSeries } from './bar.ts';
import type { Buckets } from './buckets.ts';

/** Bars without a name: one array per column, all of the same length. */
export type BarColumns = Pick<BarSeries, 'ts' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

export const barColumnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const;

/** A longer bar that may still miss bars before or after. */
export interface Bucket {
  readonly start: number;
  /** How many shares of now each share is that its prices are of. */
  shares: number;
  open: number;
  high: number;
  low: number;
  close: number;
  /** NaN as long as no bar has stated one. */
  volume: number;
}

/**
 * Bars in ascending time put together into longer ones, those without a bar left out. Prices of a longer bar are on one
 * scale: with a split in it, that of its end.
 * @param sharesAt how many shares of now each share of a bar's start is, where prices are not adjusted
 */
export function bucketBars(
  bars: BarColumns,
  buckets: Buckets,
  sharesAt: (ts: number) => number = () => 1,
): Bucket[] {
  const made: Bucket[] = [];
  for (let index = 0; index < bars.ts.length; index += 1) {
    const ts = bars.ts[index] as number;
    const start = buckets.startOf(ts);
    if (start === null) continue;
    const bar = { ...barAt(bars, index), start, shares: sharesAt(ts) };
    const last = made.at(-1);
    if (last?.start === start) extend(last, bar);
    else made.push(bar);
  }
  return made;
}

/** Adds to a bar what came right after it. */
export function extend(bar: Bucket, later: Bucket): void {
  if (bar.shares !== later.shares) bringTo(bar, later.shares);
  if (Number.isNaN(bar.open)) bar.open = later.open;
  bar.high = most(bar.high, later.high, Math.max);
  bar.low = most(bar.low, later.low, Math.min);
  if (!Number.isNaN(later.close)) bar.close = later.close;
  bar.volume = most(bar.volume, later.volume, (one, other) => one + other);
}

function bringTo(bar: Bucket, shares: number): void {
  const factor = shares / bar.shares;
  bar.open *= factor;
  bar.high *= factor;
  bar.low *= factor;
  bar.close *= factor;
  bar.volume /= factor;
  bar.shares = shares;
}

/** A value that is missing says nothing. */
function most(one: number, other: number, choose: (one: number, other: number) => number): number {
  if (Number.isNaN(one)) return other;
  return Number.isNaN(other) ? one : choose(one, other);
}

function barAt(bars: BarColumns, index: number): Omit<Bucket, 'start' | 'shares'> {
  const { open, high, low, close, volume } = bars;
  return {
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
