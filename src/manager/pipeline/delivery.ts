import type { DayRange } from '../../domain/day-ranges.ts';
import type { Interval } from '../../domain/interval.ts';
import type { FetchedSeries } from '../../domain/source.ts';
import type { KnownInstrument } from './instruments.ts';

/** An answer, and the days it was asked for. */
export interface Answer {
  readonly asked: DayRange;
  readonly series: FetchedSeries;
}

/** The answers about one symbol and interval. */
export interface Delivery {
  readonly instrument: KnownInstrument;
  readonly interval: Interval;
  readonly answers: readonly Answer[];
}
