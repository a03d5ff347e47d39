import type { AdjustmentBasis } from './bar.ts';
import type { Interval } from './interval.ts';
import type { EpochMicros, TickerSymbol } from './nominal.ts';

/** A bar that passed validation, on its way to storage. Prices are in the instrument's main currency unit. */
export interface BarRecord {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly ts: EpochMicros;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly adjClose: number | null;
  readonly volume: bigint | null;
  readonly basis: AdjustmentBasis;
  readonly source: string;
  readonly fetchedAt: EpochMicros;
  /** Whether the bar was still forming when it was fetched: the next fetch replaces it. */
  readonly provisional: boolean;
}
