import type { BarSeries } from '../../domain/bar.ts';

/** The values in shared memory: threads read it without a copy. An array that lies there already is returned itself. */
export function sharedArray(values: Float64Array): Float64Array {
  if (values.buffer instanceof SharedArrayBuffer) return values;
  const shared = new Float64Array(new SharedArrayBuffer(values.byteLength));
  shared.set(values);
  return shared;
}

/** The bars with all columns in shared memory, to be given to many tasks. */
export function sharedBars(bars: BarSeries): BarSeries {
  return {
    symbol: bars.symbol,
    interval: bars.interval,
    ts: sharedArray(bars.ts),
    open: sharedArray(bars.open),
    high: sharedArray(bars.high),
    low: sharedArray(bars.low),
    close: sharedArray(bars.close),
    volume: sharedArray(bars.volume),
  };
}
