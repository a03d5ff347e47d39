import type { Model } from './model.ts';

const leastAlpha = 1e-4;
const gridSteps = 24;
const refinements = 40;
const golden = (Math.sqrt(5) - 1) / 2;

/**
 * The theta method with theta = 2: simple exponential smoothing and half the slope of the trend line. Assimakopoulos
 * and Nikolopoulos (2000), in the form of Hyndman and Billah, "Unmasking the Theta method" (2003), equation 5:
 * `y[n+h] = level + b/2 · (h − 1 + 1/α − (1 − α)^n / α)`. α minimises the squared
 * one-step errors of a smoothing that starts from the first value.
 */
export const theta: Model = {
  name: 'theta',
  least: () => 10,
  predict(values, { horizon }) {
    const alpha = bestAlpha(values);
    const { level } = smooth(values, alpha);
    const slope = trendSlope(values);
    const shift = (1 - (1 - alpha) ** values.length) / alpha;
    return Float64Array.from({ length: horizon }, (_, at) => level + (slope / 2) * (at + shift));
  },
};

/** A coarse grid first, since the sum of squares may have several valleys; then golden section within the best. */
function bestAlpha(values: Float64Array): number {
  const cost = (alpha: number): number => smooth(values, alpha).squares;
  const width = (1 - leastAlpha) / gridSteps;
  let centre = leastAlpha;
  for (let step = 1; step <= gridSteps; step += 1) {
    const alpha = leastAlpha + step * width;
    if (cost(alpha) < cost(centre)) centre = alpha;
  }
  let [low, high] = [Math.max(leastAlpha, centre - width), Math.min(1, centre + width)];
  let [left, right] = [high - golden * (high - low), low + golden * (high - low)];
  let [atLeft, atRight] = [cost(left), cost(right)];
  for (let turn = 0; turn < refinements; turn += 1) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - golden * (high - low);
      atLeft = cost(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + golden * (high - low);
      atRight = cost(right);
    }
  }
  const middle = (low + high) / 2;
  return cost(1) <= cost(middle) ? 1 : middle;
}

/** Smoothing that starts from the first value: where it ends, and the sum of the squared one-step errors. */
function smooth(values: Float64Array, alpha: number): { level: number; squares: number } {
  let level = values[0] ?? Number.NaN;
  let squares = 0;
  for (const value of values) {
    const error = value - level;
    squares += error * error;
    level += alpha * error;
  }
  return { level, squares };
}

function trendSlope(values: Float64Array): number {
  const middle = (values.length - 1) / 2;
  let [products, squares] = [0, 0];
  for (const [at, value] of values.entries()) {
    products += (at - middle) * (value - (values[0] ?? 0));
    squares += (at - middle) ** 2;
  }
  return products / squares;
}
