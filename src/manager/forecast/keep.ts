import { createHash } from 'node:crypto';
import { completeBars } from '../../domain/calendar/bar-end.ts';
import type {
  ForecastFilter,
  ForecastStore,
  NewForecast,
  StoredForecast,
} from '../../domain/forecast-store.ts';
import type { MarketStore } from '../../domain/market-store.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { scoreForecast, type TrackRecords, trackRecords } from '../../forecast/realised.ts';

/** SHA-256 of times and closes, as their doubles are. */
export function hashOfBars(ts: Float64Array, closes: Float64Array): string {
  return createHash('sha256')
    .update(new Uint8Array(ts.slice().buffer))
    .update(new Uint8Array(closes.slice().buffer))
    .digest('hex');
}

export function hashOfSettings(settings: object): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex');
}

/** Keeps a forecast, scores what can be scored of earlier ones of these bars, and says what those were worth. */
export async function keepForecast(
  forecasts: ForecastStore,
  store: MarketStore,
  forecast: NewForecast,
  now: EpochMs,
): Promise<{ id: string; trackRecord: TrackRecords | null }> {
  const { symbol, interval } = forecast;
  await scoreOpen(forecasts, store, { symbol, interval }, now);
  const { id } = await forecasts.save(forecast);
  const records = trackRecords(await forecasts.list({ symbol, interval }));
  return { id, trackRecord: records.forecasts > 0 ? records : null };
}

export interface ScoredForecasts {
  /** Forecasts whose score is new or further than before, and those of which more bars are to come. */
  readonly newlyScored: number;
  readonly waiting: number;
  readonly trackRecord: TrackRecords | null;
}

/** Scores kept forecasts, and says what they were worth. */
export async function scoreKept(
  forecasts: ForecastStore,
  store: MarketStore,
  filter: Pick<ForecastFilter, 'symbol' | 'interval'>,
  now: EpochMs,
): Promise<ScoredForecasts> {
  const scored = await scoreOpen(forecasts, store, filter, now);
  const all = await forecasts.list(filter);
  const records = trackRecords(all);
  return {
    newlyScored: scored.length,
    waiting: all.filter(({ score }) => !score?.isFinal).length,
    trackRecord: records.forecasts > 0 ? records : null,
  };
}

/**
 * Scores forecasts against the bars that have come since, as far as they have.
 * @returns those whose score is new or further than before
 */
async function scoreOpen(
  forecasts: ForecastStore,
  store: MarketStore,
  filter: Pick<ForecastFilter, 'symbol' | 'interval'>,
  now: EpochMs,
): Promise<StoredForecast[]> {
  const scored: StoredForecast[] = [];
  for (const forecast of await forecasts.list({ ...filter, open: true })) {
    const [first] = forecast.points;
    if (first === undefined || first.ts > now) continue;
    const score = scoreForecast(forecast, await closesSince(store, forecast, now));
    const isNews = score && (score.values !== forecast.score?.values || score.isFinal);
    if (!isNews) continue;
    await forecasts.score(forecast.id, score);
    scored.push({ ...forecast, score });
  }
  return scored;
}

/** Closes from the origin of a forecast on, by time, as they are stored now. */
export async function closesSince(
  store: MarketStore,
  { symbol, interval, origin, adjust, points }: NewForecast,
  now: EpochMs,
): Promise<ReadonlyMap<number, number>> {
  const { series } = await store.bars(symbol, interval, {
    from: origin,
    // One bar more than the last point tells that it has passed, whether or not it had a bar.
    to: Math.max(now, points.at(-1)?.ts ?? now) as EpochMs,
    adjust: adjust === 'raw' ? 'split' : adjust,
  });
  const calendar = await store.calendar(symbol);
  const closes = new Map<number, number>();
  // A bar that is still forming says nothing yet.
  const complete = completeBars(calendar, interval, series.ts, now);
  for (const [at, ts] of series.ts.subarray(0, complete).entries())
    closes.set(ts, series.close[at] ?? Number.NaN);
  return closes;
}
