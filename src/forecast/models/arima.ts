import type { ArimaFit, ArimaOrder, Model } from './model.ts';

/**
 * ARIMA(p, 1, q). Prices have a unit root, so one difference is taken without testing, which also makes all orders
 * comparable by AICc, `n·ln σ² + 2k + 2k(k+1)/(n−k−1)` with k = p + q + 1. The random walk (0, 1, 0) is a candidate.
 */
export const arima: Model = {
  name: 'arima',
  least: () => 30,
  predict(values, { horizon, engines, arimaOrders }) {
    const steps = values.subarray(1).map((value, at) => value - (values[at] ?? Number.NaN));
    const variance = steps.reduce((sum, step) => sum + step * step, 0) / steps.length;
    const walk = new Float64Array(horizon).fill(values.at(-1) ?? Number.NaN);
    if (variance === 0) return walk;
    let best: { path: Float64Array; criterion: number } = {
      path: walk,
      criterion: aicc(steps.length, variance, { p: 0, q: 0 }),
    };
    for (const order of arimaOrders) {
      const fit = engines.arima(values, order, horizon);
      if (fit === null || !isPlausible(fit, values.at(-1) ?? Number.NaN, variance)) continue;
      const criterion = aicc(steps.length, fit.variance, order);
      if (criterion < best.criterion) best = { path: fit.path, criterion };
    }
    return best.path;
  },
};

function aicc(count: number, variance: number, { p, q }: ArimaOrder): number {
  const k = p + q + 1;
  return count * Math.log(variance) + 2 * k + (2 * k * (k + 1)) / (count - k - 1);
}

/**
 * The optimiser at times ends outside the stationary region, and the path explodes. A step ahead of more than ten
 * standard deviations of a random walk is such a failure, and so is a variance that no fit of this kind can reach.
 */
function isPlausible({ path, variance }: ArimaFit, last: number, walkVariance: number): boolean {
  if (!(variance > walkVariance / 10) || variance > walkVariance * 2) return false;
  return path.every((value, at) => Math.abs(value - last) <= 10 * Math.sqrt(walkVariance * (at + 1)));
}
