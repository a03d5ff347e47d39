import type { AdjustmentBasis } from '../../domain/bar.ts';
import type { ForecastPoint } from '../../domain/forecast-store.ts';
import type { Interval } from '../../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../../domain/nominal.ts';
import type { Staleness } from '../../domain/staleness.ts';
import type { ForecastCalculation } from '../../forecast/answer.ts';
import type { TrackRecords } from '../../forecast/realised.ts';

/** One bar of the horizon. */
export interface ForecastedBar extends ForecastPoint {
  readonly naive: number;
  /** What happened; null where that is not known, or has no price. */
  readonly actual: number | null;
}

/** How a model did on the test period. */
export interface TestScore {
  readonly model: string;
  readonly mae: number;
  readonly rmse: number | null;
  readonly mase: number | null;
  readonly smape: number;
}

/** The evaluation on a period that was kept apart. */
export interface ForecastTest {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly values: number;
  /** The chosen model first, then by error. */
  readonly scores: readonly TestScore[];
  readonly inside: number;
  readonly withInterval: number;
}

/** A forecast and all there is to know of it; plain data. */
export interface ForecastedSymbol extends Omit<ForecastCalculation, 'lower' | 'upper'> {
  readonly symbol: TickerSymbol;
  readonly interval: Interval;
  readonly basis: readonly AdjustmentBasis[];
  readonly calendar: string;
  /** First and last bar that were used. */
  readonly from: EpochMs;
  readonly asOf: EpochMs;
  readonly horizon: number;
  readonly level: number | null;
  readonly season: number | null;
  readonly points: readonly ForecastedBar[];
  /** The last bars before, for a chart. */
  readonly history: { readonly ts: readonly number[]; readonly closes: readonly (number | null)[] };
  /** Where a train and a test period were given. */
  readonly test: ForecastTest | null;
  /** Under which it is stored; null where it is not. */
  readonly id: string | null;
  /** What earlier forecasts of these bars were worth; null where there are none with a score. */
  readonly trackRecord: TrackRecords | null;
  readonly stale: Staleness | null;
}
