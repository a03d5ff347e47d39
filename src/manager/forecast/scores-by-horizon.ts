import type { ForecastFilter, ForecastStore } from '../../domain/forecast-store.ts';
import type { MarketStore } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { type TrackRecords, trackRecords } from '../../forecast/realised.ts';
import { scoreKept } from './keep.ts';

/** What kept forecasts were worth. */
export interface ForecastScores {
  /** Forecasts of which more bars are to come. */
  readonly waiting: number;
  /** Null where none has a score. */
  readonly trackRecord: TrackRecords | null;
  /** The same of forecasts that reach so many bars ahead; those without any are left out. */
  readonly byHorizon: readonly { readonly horizon: string; readonly trackRecord: TrackRecords }[];
}

/** A day, a week, a month, a quarter of daily bars. */
const reaches = [
  { horizon: '1', most: 1 },
  { horizon: '2–5', most: 5 },
  { horizon: '6–21', most: 21 },
  { horizon: '22–63', most: 63 },
  { horizon: '64 and more', most: Number.POSITIVE_INFINITY },
] as const;

/** Scores what can be scored, and tells what forecasts were worth by model and by how far they reach. */
export async function forecastScores(
  forecasts: ForecastStore,
  store: MarketStore,
  filter: Pick<ForecastFilter, 'symbol' | 'interval'>,
  now: EpochMs,
): Promise<ForecastScores> {
  const { waiting, trackRecord } = await scoreKept(forecasts, store, filter, now);
  const all = await forecasts.list(filter);
  const byHorizon = reaches.map(({ horizon, most }, at) => {
    const above = reaches[at - 1]?.most ?? 0;
    const reaching = all.filter(({ points }) => points.length > above && points.length <= most);
    return { horizon, trackRecord: trackRecords(reaching) };
  });
  return { waiting, trackRecord, byHorizon: byHorizon.filter((each) => each.trackRecord.forecasts > 0) };
}
