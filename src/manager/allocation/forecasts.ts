import { StockulaError } from '../../domain/errors.ts';
import type { EpochMs } from '../../domain/nominal.ts';
import { forecastSymbol } from '../forecast/forecast-symbol.ts';
import type { ForecastedSymbol } from '../forecast/forecasted-symbol.ts';
import type { AllocationQuestion } from './question.ts';
import type { AllocationSources } from './sources.ts';

/**
 * The change of each ticker's price that is forecast over `backtest_optimization.forecast_length` bars after a time,
 * %, in the order of the tickers; null for all where none is asked for. The forecasts see no bar after that time, and
 * are not kept among those that are scored.
 */
export async function forecastChanges(
  { portfolio, forecasting, interval, adjust }: AllocationQuestion,
  to: EpochMs | undefined,
  { store, stale, bars, now }: AllocationSources,
  signal: AbortSignal | undefined,
): Promise<readonly (number | null)[]> {
  if (forecasting === null) return portfolio.tickers.map(() => null);
  const sources = { store, forecasts: null, stale, bars, now };
  const options = { ...forecasting, notes: [] };
  return Promise.all(
    portfolio.tickers.map(async ({ symbol }) =>
      changeOf(await forecastSymbol({ symbol, interval, range: { to, adjust }, options, signal }, sources)),
    ),
  );
}

function changeOf({ symbol, points, history }: ForecastedSymbol): number {
  const last = history.closes.findLast((close) => close !== null);
  const ahead = points.at(-1)?.forecast;
  if (typeof last === 'number' && ahead !== undefined && Number.isFinite(ahead))
    return 100 * (ahead / last - 1);
  throw new StockulaError('NO_DATA', {
    expected: `a forecast of ${symbol}, as backtest_optimization.use_forecast asks for`,
    got: 'none',
    remedy: 'Set use_forecast to false, or fetch more bars.',
  });
}
