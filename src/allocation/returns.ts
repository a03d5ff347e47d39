import type { BarSeries } from '../domain/bar.ts';
import { at } from './matrix.ts';

/** Closes of several instruments at the times that all of them have. */
interface AlignedCloses {
  readonly symbols: readonly string[];
  /** Epoch milliseconds, ascending. */
  readonly ts: Float64Array;
  /** For each symbol as many closes as there are times. */
  readonly closes: readonly Float64Array[];
  /** For each symbol its bars from the first to the last of these times that were left out: another has none then, or it has no price. */
  readonly leftOut: readonly number[];
}

/**
 * Brings series onto the times at which every one of them has a price, so that a return of one is compared with the
 * return of another over the same days. Bars without a positive, finite close do not count.
 * @param latest of the common times, only the last so many
 */
export function alignCloses(series: readonly BarSeries[], latest = Number.POSITIVE_INFINITY): AlignedCloses {
  const priced = series.map(closesByTime);
  const [first = new Map<number, number>()] = priced;
  const common = [...first.keys()].filter((time) => priced.every((closes) => closes.has(time)));
  common.sort((left, right) => left - right);
  const kept = Number.isFinite(latest) ? common.slice(-latest) : common;
  return {
    symbols: series.map(({ symbol }) => symbol),
    ts: Float64Array.from(kept),
    closes: priced.map((closes) => Float64Array.from(kept, (time) => closes.get(time) ?? Number.NaN)),
    leftOut: series.map(({ ts }) => within(ts, kept) - kept.length),
  };
}

/** Bars from the first to the last of some times. */
function within(ts: Float64Array, times: readonly number[]): number {
  const [first, last] = [times[0] ?? Number.POSITIVE_INFINITY, times.at(-1) ?? Number.NEGATIVE_INFINITY];
  return ts.reduce((count, time) => (time >= first && time <= last ? count + 1 : count), 0);
}

function closesByTime({ ts, close }: BarSeries): Map<number, number> {
  const closes = new Map<number, number>();
  for (let index = 0; index < ts.length; index++) {
    const price = at(close, index);
    if (price > 0 && Number.isFinite(price)) closes.set(at(ts, index), price);
  }
  return closes;
}

/** Simple returns close[t] / close[t−1] − 1; one fewer than closes. */
export function simpleReturns(closes: Float64Array): Float64Array {
  const returns = new Float64Array(Math.max(0, closes.length - 1));
  for (let index = 0; index < returns.length; index++) {
    returns[index] = at(closes, index + 1) / at(closes, index) - 1;
  }
  return returns;
}

/** The arithmetic mean of each column of returns. */
export function meanReturns(returns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    returns,
    (column) => column.reduce((sum, value) => sum + value, 0) / column.length,
  );
}
