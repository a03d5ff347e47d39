import type { StoredForecast } from '../../domain/forecast-store.ts';
import type { MarketStore } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { happenedSince, scoreForecast } from '../../forecast/realised.ts';
import { closesSince } from './keep.ts';

/** A kept forecast beside what happened. */
export interface FollowedForecast extends StoredForecast {
  /** For each point the price that came, on the basis of the forecast; null where none has. */
  readonly actual: readonly (number | null)[];
}

/** Looks up what happened since a forecast was made. Nothing is written. */
export async function followForecast(
  forecast: StoredForecast,
  store: MarketStore,
  now: EpochMs,
): Promise<FollowedForecast> {
  const closes = await closesSince(store, forecast, now);
  const actual = happenedSince(forecast, closes).map((price) => (Number.isFinite(price) ? price : null));
  return { ...forecast, actual, score: scoreForecast(forecast, closes) ?? forecast.score };
}
