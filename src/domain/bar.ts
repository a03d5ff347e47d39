import type { Interval } from './interval.ts';
import type { TickerSymbol } from './nominal.ts';

/**
 * What the stored prices are adjusted for: `raw` as traded, `split` for splits only, `total` for splits and
 * dividends as of the time they were fetched.
 */
export type AdjustmentBasis = 'raw' | 'split' | 'total';

/**
 * Bars of one symbol and interval in ascending time, one array per column, all of the same length.
 * `ts` is the start of each bar in epoch milliseconds; daily and longer bars carry their session date at 00:00 UTC.
 * `volume` is NaN where the source did not state one.
 */
export interface BarSeries {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly ts: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}
