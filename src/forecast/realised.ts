import type { ForecastScore, NewForecast, PathScore, StoredForecast } from '../domain/forecast-store.ts';

/**
 * What happened at each point of a forecast. Prices may have been adjusted since for splits and dividends, which
 * multiplies every price before an action by one factor; the ratio of a bar to the bar of the origin is the same on any
 * such basis, so what happened is `last · close[t] / close[origin]` on the basis of the forecast. NaN where nothing is
 * known.
 */
export function happenedSince(
  { points, last, origin }: NewForecast,
  closes: ReadonlyMap<number, number>,
): number[] {
  const base = closes.get(origin) ?? Number.NaN;
  return points.map(({ ts }) => (last * (closes.get(ts) ?? Number.NaN)) / base);
}

/**
 * How a forecast fared, by `happenedSince`.
 * @param closes as they are stored now, by time; with the same adjustment as the forecast had, or `split` for raw prices
 * @returns null where no bar of the forecast has passed yet, or that of the origin is gone
 */
export function scoreForecast(
  forecast: NewForecast,
  closes: ReadonlyMap<number, number>,
): ForecastScore | null {
  const { points, origin } = forecast;
  const base = closes.get(origin) ?? Number.NaN;
  const latest = [...closes.keys()].reduce((most, ts) => Math.max(most, ts), Number.NEGATIVE_INFINITY);
  const passed = points.filter(({ ts }) => ts <= latest);
  if (!Number.isFinite(base) || base === 0 || passed.length === 0) return null;
  const happened = happenedSince(forecast, closes);
  const places = passed.flatMap((_, place) => (Number.isFinite(happened[place]) ? [place] : []));
  const withInterval = places.filter((place) => points[place]?.lower != null && points[place]?.upper != null);
  const isInside = (place: number): boolean => {
    const { lower, upper } = points[place] ?? {};
    const price = happened[place] ?? Number.NaN;
    return price >= (lower ?? Number.NaN) && price <= (upper ?? Number.NaN);
  };
  return {
    values: places.length,
    missing: passed.length - places.length,
    inside: withInterval.filter(isInside).length,
    withInterval: withInterval.length,
    models: places.length === 0 ? {} : scoresOf(forecast, happened, places),
    isFinal: passed.length === points.length,
  };
}

function scoresOf(
  { paths, scale }: NewForecast,
  happened: readonly number[],
  places: readonly number[],
): Record<string, PathScore> {
  const mean = (term: (place: number) => number): number =>
    places.reduce((sum, place) => sum + term(place), 0) / places.length;
  return Object.fromEntries(
    Object.entries(paths).map(([model, path]) => {
      const errorAt = (place: number): number =>
        Math.abs((path[place] ?? Number.NaN) - (happened[place] ?? 0));
      const sizeAt = (place: number): number => Math.abs(path[place] ?? 0) + Math.abs(happened[place] ?? 0);
      const mae = mean(errorAt);
      const rmse = Math.sqrt(mean((place) => errorAt(place) ** 2));
      const score: PathScore = {
        mae,
        rmse: Number.isFinite(rmse) ? rmse : null,
        mase: scale > 0 ? mae / scale : null,
        smape: mean((place) => (sizeAt(place) === 0 ? 0 : (200 * errorAt(place)) / sizeAt(place))),
      };
      return [model, score];
    }),
  );
}

/** What forecasts of the past were worth, by model. */
interface TrackRecord {
  readonly model: string;
  /** Forecasts with a score of this model, and the bars they were scored on. */
  readonly forecasts: number;
  readonly values: number;
  /** Mean over the bars; null where no forecast has one. */
  readonly mase: number | null;
  readonly smape: number;
  /** Its mean MASE over that of the naive forecasts beside it; null where that is 0. */
  readonly relativeToNaive: number | null;
}

export interface TrackRecords {
  /** The best first. */
  readonly models: readonly TrackRecord[];
  readonly forecasts: number;
  /** Values within their interval, of so many with one; `level` null where forecasts had different ones. */
  readonly inside: number;
  readonly withInterval: number;
  readonly level: number | null;
}

/** @param forecasts those without a score are left out */
export function trackRecords(forecasts: readonly StoredForecast[]): TrackRecords {
  const scored = forecasts.flatMap(({ score, level }) =>
    score && score.values > 0 ? [{ score, level }] : [],
  );
  const names = [...new Set(scored.flatMap(({ score }) => Object.keys(score.models)))];
  const levels = new Set(scored.map(({ level }) => level));
  const [level = null] = levels;
  const total = (pick: (score: ForecastScore) => number): number =>
    scored.reduce((sum, { score }) => sum + pick(score), 0);
  return {
    models: names
      .map((model) =>
        recordOf(
          model,
          scored.map(({ score }) => score),
        ),
      )
      .sort((one, other) => (one.mase ?? 0) - (other.mase ?? 0) || one.model.localeCompare(other.model)),
    forecasts: scored.length,
    inside: total(({ inside }) => inside),
    withInterval: total(({ withInterval }) => withInterval),
    level: levels.size === 1 ? level : null,
  };
}

function recordOf(model: string, scores: readonly ForecastScore[]): TrackRecord {
  const own = scores.filter(({ models }) => models[model] !== undefined);
  const weighted = (name: string, pick: (path: PathScore) => number | null): number | null => {
    let [sum, values] = [0, 0];
    for (const { models, values: count } of own) {
      const value = models[name] ? pick(models[name]) : null;
      if (value === null) continue;
      sum += value * count;
      values += count;
    }
    return values > 0 ? sum / values : null;
  };
  const mase = weighted(model, (path) => path.mase);
  const naive = weighted('naive', (path) => path.mase);
  return {
    model,
    forecasts: own.length,
    values: own.reduce((sum, { values }) => sum + values, 0),
    mase,
    smape: weighted(model, (path) => path.smape) ?? 0,
    relativeToNaive: mase !== null && naive !== null && naive > 0 ? mase / naive : null,
  };
}
