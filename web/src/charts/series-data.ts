import type { UTCTimestamp } from 'lightweight-charts';
import type { AnySeries, ChartBand, ChartPoint } from './chart-types.ts';

/** A point as lightweight-charts takes it; only a time where nothing is known. */
export type Datum = { readonly time: UTCTimestamp; readonly [field: string]: number | undefined };

export const secondsOf = (timeMs: number): UTCTimestamp => (timeMs / 1000) as UTCTimestamp;

/** Everything in a chart that has points. */
export type Drawn = AnySeries | ({ readonly kind: 'band' } & ChartBand);

export function dataOf(drawn: Drawn): Datum[] {
  if (drawn.kind === 'candles') return candlesOf(drawn.bars);
  if (drawn.kind !== 'band') return drawn.points.map(datumOf);
  return drawn.points.map(({ time, lower, upper }) =>
    lower === null || upper === null ? { time: secondsOf(time) } : { time: secondsOf(time), lower, upper },
  );
}

function datumOf({ time, value }: ChartPoint): Datum {
  return value === null ? { time: secondsOf(time) } : { time: secondsOf(time), value };
}

function candlesOf({
  time,
  open,
  high,
  low,
  close,
}: Extract<AnySeries, { kind: 'candles' }>['bars']): Datum[] {
  return time.map((timeMs, at) => {
    const bar = { open: open[at], high: high[at], low: low[at], close: close[at] };
    const isWhole = Object.values(bar).every((price) => price !== null && price !== undefined);
    return isWhole ? ({ time: secondsOf(timeMs), ...bar } as Datum) : { time: secondsOf(timeMs) };
  });
}

/** The last points, where `next` is `before` with its last point changed or a few more behind it; else null. */
export function tailOf(before: readonly Datum[], next: readonly Datum[]): Datum[] | null {
  const known = before.length - 1;
  if (known < 0 || next.length < before.length || next.length - before.length > 10) return null;
  for (let at = 0; at < known; at++) if (!isSame(before[at], next[at])) return null;
  if (before[known]?.time !== next[known]?.time) return null;
  return next.slice(known);
}

function isSame(one: Datum | undefined, other: Datum | undefined): boolean {
  if (!one || !other || one.time !== other.time) return false;
  return (
    one['value'] === other['value'] && one['close'] === other['close'] && one['upper'] === other['upper']
  );
}

/** The index of the last of the ascending `times` that is not after `time`; -1 where all are. */
export function lastNotAfter(times: readonly number[], time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Times of a series, epoch milliseconds. */
export function timesOf(drawn: Drawn): readonly number[] {
  return drawn.kind === 'candles' ? drawn.bars.time : drawn.points.map(({ time }) => time);
}
