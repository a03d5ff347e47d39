import {
  forecastHistory,
  forecastHistoryQuery,
  forecastScores,
  forecastScoresQuery,
  keptForecastId,
  keptForecastWhole,
} from '../../contract/forecasts.ts';
import type { StoredForecast } from '../../domain/forecast-store.ts';
import type { Routes } from '../api.ts';
import { writable } from '../writable.ts';

const tags = ['forecasts'];

/** Forecasts that were made, and how they fared. */
export const addForecasts: Routes = (api, { ask }) => {
  api.get(
    '/api/v1/forecasts/history',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'Forecasts that were made, the newest first',
        querystring: forecastHistoryQuery,
        response: { 200: forecastHistory },
      },
    },
    async ({ query: { symbol, interval, limit, cursor } }) => {
      const found = await ask(({ manager }) =>
        manager.storedForecasts({ symbol, interval, limit: limit + 1, after: cursor }),
      );
      const page = found.slice(0, limit);
      return {
        forecasts: page.map(kept),
        next: found.length > limit ? (page.at(-1)?.id ?? null) : null,
      };
    },
  );

  api.get(
    '/api/v1/forecasts/history/:id',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'One of them beside what has happened since',
        params: keptForecastId,
        response: { 200: keptForecastWhole },
      },
    },
    async ({ params }) => {
      const found = await ask(({ manager }) => manager.followedForecast(params.id));
      const points = found.points.map((point, at) => ({
        ...point,
        naive: found.paths['naive']?.[at] ?? null,
        actual: found.actual[at] ?? null,
      }));
      return { ...kept(found), points, paths: writable(found.paths) };
    },
  );

  api.get(
    '/api/v1/forecasts/scores',
    {
      config: { right: 'read' },
      schema: {
        tags,
        summary: 'What forecasts were worth, by model and by how far they reach',
        description: 'Forecasts are scored against the bars that have come by now.',
        querystring: forecastScoresQuery,
        response: { 200: forecastScores },
      },
    },
    async ({ query }) => writable(await ask(({ manager }) => manager.forecastScores(query))),
  );
};

function kept({
  id,
  madeAt,
  symbol,
  interval,
  adjust,
  origin,
  last,
  level,
  model,
  points,
  score,
}: StoredForecast) {
  return {
    id,
    madeAt: new Date(madeAt).toISOString(),
    symbol,
    interval,
    adjust,
    origin: new Date(origin).toISOString(),
    last,
    level,
    model,
    horizon: points.length,
    score: writable(score),
  };
}
