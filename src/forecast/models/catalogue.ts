import { arima } from './arima.ts';
import { drift, naive, seasonalNaive } from './baselines.ts';
import { ets, mstl } from './library.ts';
import type { Model, ModelName } from './model.ts';
import { theta } from './theta.ts';

export const models: Readonly<Record<ModelName, Model>> = {
  naive,
  drift,
  seasonal_naive: seasonalNaive,
  theta,
  arima,
  ets,
  mstl,
};
