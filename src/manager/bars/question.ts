import type { AskedInterval } from '../../domain/asked-interval.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { TimeRange } from '../../domain/market-store.ts';

/** Bars from and to a time, both included, of an interval that need not be stored. */
export interface BarsQuestion extends TimeRange {
  readonly symbol: string;
  readonly interval: AskedInterval;
  /** As they are stored by default. */
  readonly adjust: AdjustmentBasis | undefined;
  /** `desc`: the newest first. */
  readonly order: 'asc' | 'desc';
  /** How many are asked for at a time: what is read at once goes by it. */
  readonly atOnce: number;
}
