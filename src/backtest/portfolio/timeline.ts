import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import { priceAt } from '../price-at.ts';

/** All times at which at least one of several instruments has a bar, from the first at which all have had one. */
export interface Timeline {
  /** Epoch milliseconds. */
  readonly ts: Float64Array;
  /** For each series, at each time, the index of its bar; −1 where it has none. */
  readonly bars: readonly Int32Array[];
  /** For each series, at each time, the index of its latest bar up to then. */
  readonly latest: readonly Int32Array[];
}

/**
 * The times of a window. It begins at the first one at which every instrument has a bar.
 * @throws StockulaError NO_DATA where there is none
 */
export function timelineOf(series: readonly BarSeries[], from = 0, to = Number.POSITIVE_INFINITY): Timeline {
  const maps = series.map(({ ts }) => new Map(Array.from(ts, (time, index) => [time, index])));
  const all = [...new Set(series.flatMap(({ ts }) => [...ts]))]
    .filter((time) => time >= from && time <= to)
    .sort((left, right) => left - right);
  const first = all.findIndex((time) => maps.every((map) => map.has(time)));
  if (first < 0 || series.length === 0) throw nothingCommon(series);
  const ts = Float64Array.from(all.slice(first));
  const bars = maps.map((map) => Int32Array.from(ts, (time) => map.get(time) ?? -1));
  return { ts, bars, latest: bars.map(carried) };
}

function carried(indices: Int32Array): Int32Array {
  let last = -1;
  return indices.map((index) => {
    if (index >= 0) last = index;
    return last;
  });
}

/** Whether every instrument has a bar at a time. */
export function isCommon({ bars }: Timeline, at: number): boolean {
  return bars.every((indices) => (indices[at] ?? -1) >= 0);
}

/** A column of each instrument at a time: of its latest bar up to then. */
export function latestPrices(
  timeline: Timeline,
  series: readonly BarSeries[],
  column: 'open' | 'close',
  at: number,
): Float64Array {
  return Float64Array.from(series, (bars, index) =>
    priceAt(bars[column], timeline.latest[index]?.[at] ?? -1),
  );
}

function nothingCommon(series: readonly BarSeries[]): StockulaError {
  return new StockulaError('NO_DATA', {
    expected: 'a day within the dates on which every instrument of the portfolio has a bar',
    got: `none for ${series.map(({ symbol }) => symbol).join(', ') || 'no instrument'}`,
    remedy: 'Choose other dates or leave out the instrument with the shortest history.',
  });
}
