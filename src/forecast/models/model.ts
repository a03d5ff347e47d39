/** The models by name, cheapest first: when time runs short, those at the end are left out. */
export const modelNames = ['naive', 'drift', 'seasonal_naive', 'theta', 'arima', 'ets', 'mstl'] as const;

export type ModelName = (typeof modelNames)[number];

/** What an ARIMA model of given order says: the path, and the variance of its one-step error. */
export interface ArimaFit {
  readonly path: Float64Array;
  readonly variance: number;
}

/**
 * Models that come from libraries. Loading them takes files, so whoever calls the calculation brings them along. Each
 * returns `horizon` values, or null where the library found no model.
 */
export interface ForecastEngines {
  /** Exponential smoothing without season, its form chosen by AICc: level, trend, damped trend; additive errors. */
  ets(values: Float64Array, horizon: number): Float64Array | null;
  /** Seasonal-trend decomposition by loess, its trend forecast by exponential smoothing. */
  mstl(values: Float64Array, horizon: number, season: number): Float64Array | null;
  /** Exact maximum likelihood, one difference, no constant. */
  arima(values: Float64Array, order: ArimaOrder, horizon: number): ArimaFit | null;
}

export interface ArimaOrder {
  readonly p: number;
  readonly q: number;
}

export interface ModelContext {
  readonly horizon: number;
  /** Bars of one season; null where there is none. */
  readonly season: number | null;
  readonly engines: ForecastEngines;
  readonly arimaOrders: readonly ArimaOrder[];
}

/** A way to carry a series on. */
export interface Model {
  readonly name: ModelName;
  /** The fewest values it can be fitted to; null where it cannot be used at all. */
  least(context: ModelContext): number | null;
  /** The next `horizon` values, or null where there is no fit. Values are finite. */
  predict(values: Float64Array, context: ModelContext): Float64Array | null;
}
