import type { Statistics } from './statistics/names.ts';
import type { Trade } from './trade.ts';

/** What a run came to. The arrays have one element a bar of the window. */
export interface BacktestResult {
  /** The strategy that was run; `hold` where the instrument is only held. */
  readonly strategy: string;
  readonly params: Readonly<Record<string, number>>;
  readonly statistics: Statistics;
  /** Why a statistic is null, and what else to know of the run; one sentence each. */
  readonly notes: readonly string[];
  /** Closed trades in the order they were closed. */
  readonly trades: readonly Trade[];
  /** Trades that are open at the end. */
  readonly openTrades: readonly Trade[];
  readonly equity: {
    /** Epoch milliseconds. */
    readonly ts: Float64Array;
    readonly equity: Float64Array;
    /** 0 at a peak, negative below it. */
    readonly drawdownPercent: Float64Array;
  };
  /** Drawn over the chart; NaN in warm-up. */
  readonly indicators: Readonly<Record<string, Float64Array>>;
}
