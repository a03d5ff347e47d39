import { StockulaError } from '../../domain/errors.ts';
import type { ForecastStore } from '../../domain/forecast-store.ts';

/** @throws StockulaError USAGE where forecasts are not kept */
export function requireForecasts(forecasts: ForecastStore | null): ForecastStore {
  if (forecasts !== null) return forecasts;
  throw new StockulaError('USAGE', {
    expected: 'a database, in which forecasts are kept',
    got: "the older application's file, which answers in its place",
    remedy: 'Set storage.backend to timescale, or wait until the database answers again.',
  });
}

export function noForecast(id: string): StockulaError {
  return new StockulaError('NOT_FOUND', {
    expected: 'the number of a forecast that is kept',
    got: `"${id}"`,
    remedy: 'List them: stockula forecasts list',
  });
}
