import type { ForecastModelName } from './answer.ts';
import type { MetricName } from './metrics.ts';
import type { ArimaOrder, ModelName } from './models/model.ts';

export interface ForecastSettings {
  /** Bars to forecast. */
  readonly horizon: number;
  /** Probability that intervals are to cover, between 0 and 1 and neither; null for none. */
  readonly level: number | null;
  /** Models to evaluate; the naive forecast is always among them. */
  readonly models: readonly ModelName[];
  /** Whose path is the answer. */
  readonly chosen: ForecastModelName;
  /** Chooses the members of the combination. */
  readonly metric: MetricName;
  /** How many origins to evaluate at, where the series has as many. */
  readonly origins: number;
  /** How many bars a model is fitted to, at most. */
  readonly window: number;
  readonly season: number | null;
  readonly arimaOrders: readonly ArimaOrder[];
  /** Keeps prices at 0 or above. */
  readonly noNegatives: boolean;
}

export type PresetName = 'fast_training' | 'medium_quality' | 'high_quality' | 'best_quality';

type Preset = Pick<ForecastSettings, 'models' | 'origins' | 'window' | 'arimaOrders'>;

const trivial: readonly ModelName[] = ['naive', 'drift', 'seasonal_naive', 'theta'];
const smallOrders: readonly ArimaOrder[] = [
  { p: 1, q: 0 },
  { p: 0, q: 1 },
  { p: 1, q: 1 },
  { p: 2, q: 0 },
  { p: 0, q: 2 },
];
const allOrders: readonly ArimaOrder[] = [...smallOrders, { p: 2, q: 1 }, { p: 1, q: 2 }, { p: 2, q: 2 }];

/** What a preset buys: more models, more origins, more history per fit. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  fast_training: { models: trivial, origins: 20, window: 250, arimaOrders: [] },
  medium_quality: {
    models: [...trivial, 'arima', 'ets'],
    origins: 40,
    window: 250,
    arimaOrders: smallOrders,
  },
  high_quality: {
    models: [...trivial, 'arima', 'ets', 'mstl'],
    origins: 80,
    window: 250,
    arimaOrders: allOrders,
  },
  best_quality: {
    models: [...trivial, 'arima', 'ets', 'mstl'],
    origins: 120,
    window: 500,
    arimaOrders: allOrders,
  },
};
