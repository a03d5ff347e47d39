import type { Model } from './model.ts';

/** Exponential smoothing: forms and selection are the library's. */
export const ets: Model = {
  name: 'ets',
  least: () => 20,
  predict: (values, { horizon, engines }) => engines.ets(values, horizon),
};

/** Decomposition with a season; its loess needs some seasons to tell them from chance. */
export const mstl: Model = {
  name: 'mstl',
  least: ({ season }) => (season === null || season < 2 ? null : Math.max(30, 4 * season)),
  predict: (values, { horizon, season, engines }) =>
    season === null ? null : engines.mstl(values, horizon, season),
};
