import type { LiveQuery } from '../../contract/live.ts';
import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { Interval } from '../../domain/interval.ts';
import type { TickerSymbol } from '../../domain/nominal.ts';

/** A series that somebody watches. */
export interface Watched {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly adjust: AdjustmentBasis;
}

/** A bar as it is sent; nulls where there is no number. */
export interface LiveBar {
  readonly symbol: string;
  readonly interval: string;
  readonly adjust: string;
  /** Start of the bar, ISO 8601. */
  readonly time: string;
  readonly open: number | null;
  readonly high: number | null;
  readonly low: number | null;
  readonly close: number | null;
  readonly volume: number | null;
}

export function watchedIn({ symbols, intervals, adjust }: LiveQuery): Watched[] {
  return symbols.flatMap((symbol) => intervals.map((interval) => ({ symbol, interval, adjust })));
}

export function keyOf({ symbol, interval, adjust }: Watched): string {
  return `${symbol} ${interval} ${adjust}`;
}
