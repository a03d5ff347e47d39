import type { ExchangeCalendar } from '../../domain/calendar/exchange-calendar.ts';
import { barsPerSeason } from '../../domain/calendar/future-bars.ts';
import type { Interval } from '../../domain/interval.ts';
import { fewestScores } from '../../forecast/conformal.ts';
import { type ModelName, modelNames } from '../../forecast/models/model.ts';
import { type ForecastSettings, presets } from '../../forecast/settings.ts';
import type { ForecastOptions } from './options.ts';

/** Half of the origins calibrate intervals, the other half check them, where a level asks for more than the preset. */
const calibrateAndCheck = 2;
const mostOrigins = 300;

/** The settings of a calculation that options come to. */
export function settle(
  options: ForecastOptions,
  horizon: number,
  calendar: ExchangeCalendar,
  interval: Interval,
): ForecastSettings {
  const preset = presets[options.preset];
  const { models } = options;
  const named = modelNames.filter((name) => models.includes(name));
  const [only = 'combination'] = models;
  const needed = options.level === null ? 0 : calibrateAndCheck * fewestScores(options.level);
  return {
    horizon,
    level: options.level,
    models: named.length > 0 ? withNaive(named) : preset.models,
    chosen: models.length === 1 ? only : 'combination',
    metric: options.metric,
    origins: Math.min(mostOrigins, Math.max(preset.origins, needed)),
    window: preset.window,
    // A model that was named is not to miss its orders because of a preset that would leave it out.
    arimaOrders: preset.arimaOrders.length > 0 ? preset.arimaOrders : presets.medium_quality.arimaOrders,
    season: options.useSeason ? barsPerSeason(calendar, interval) : null,
    noNegatives: options.noNegatives,
  };
}

function withNaive(names: readonly ModelName[]): readonly ModelName[] {
  return names.includes('naive') ? names : ['naive', ...names];
}

/** How many of the latest bars a forecast looks at. */
export function barsNeeded({ window, origins, horizon }: ForecastSettings): number {
  return window + (origins + 1) * horizon;
}
