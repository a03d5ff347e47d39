import type { Model } from './model.ts';

/**
 * The benchmarks of forecasting: the last value; the last value and the mean step; the value one season before.
 * Hyndman and Athanasopoulos, Forecasting: Principles and Practice (3rd ed.), section 5.2.
 */
export const naive: Model = {
  name: 'naive',
  least: () => 1,
  predict: (values, { horizon }) => new Float64Array(horizon).fill(values.at(-1) ?? Number.NaN),
};

export const drift: Model = {
  name: 'drift',
  // The mean of a few steps is chance.
  least: () => 10,
  predict(values, { horizon }) {
    const [first = Number.NaN] = values;
    const last = values.at(-1) ?? Number.NaN;
    const step = (last - first) / (values.length - 1);
    return Float64Array.from({ length: horizon }, (_, at) => last + (at + 1) * step);
  },
};

export const seasonalNaive: Model = {
  name: 'seasonal_naive',
  least: ({ season }) => season,
  predict(values, { horizon, season }) {
    if (season === null) return null;
    const start = values.length - season;
    return Float64Array.from({ length: horizon }, (_, at) => values[start + (at % season)] ?? Number.NaN);
  },
};
