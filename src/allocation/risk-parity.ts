import { requireFeasible, type WeightBounds } from './bounds.ts';
import { at, entry, type SquareMatrix, sumOf } from './matrix.ts';
import { requireRisk } from './require-risk.ts';
import { crossing } from './root.ts';

const sweeps = 20_000;

/**
 * Weights of which each contributes the same part of the portfolio's variance: Maillard, Roncalli and Teïletche, "The
 * properties of equally weighted risk contribution portfolios" (2010). Where bounds are in the way: the portfolio of
 * Richard and Roncalli, "Constrained risk budgeting portfolios" (2019), in which the contributions of the weights that
 * no bound holds are equal. Both by cyclical coordinate descent (Griveau-Billion, Richard and Roncalli, 2013).
 * @param symbols names for the message
 * @throws StockulaError USAGE for bounds that cannot be kept, NO_DATA for an instrument whose price does not move
 */
export function riskParity(
  covariance: SquareMatrix,
  bounds: WeightBounds,
  symbols: readonly string[],
): Float64Array {
  const { size } = covariance;
  requireFeasible(bounds, size);
  requireRisk(covariance, symbols, 'risk_parity');
  const start = Float64Array.from({ length: size }, (_, i) => 1 / Math.sqrt(entry(covariance, i, i)));
  const free = descend(covariance, 1, { min: 0, max: Number.POSITIVE_INFINITY }, start);
  const total = sumOf(free);
  const weights = free.map((value) => value / total);
  if (weights.every((weight) => weight >= bounds.min && weight <= bounds.max)) return weights;
  return boundedParity(covariance, bounds, weights);
}

/** The strength of the barrier at which the weights add up to 1; they grow with it. */
function boundedParity(covariance: SquareMatrix, bounds: WeightBounds, from: Float64Array): Float64Array {
  let weights: Float64Array = from.map((weight) => Math.min(bounds.max, Math.max(bounds.min, weight)));
  const excess = (strength: number) => {
    weights = descend(covariance, strength, bounds, weights);
    return sumOf(weights) - 1;
  };
  const variance = Math.max(...Array.from(from, (_, i) => entry(covariance, i, i)));
  let [low, high] = [variance / from.length, variance / from.length];
  for (let round = 0; round < 200 && excess(low) > 0; round++) low /= 4;
  for (let round = 0; round < 200 && excess(high) < 0; round++) high *= 4;
  return descend(covariance, crossing(excess, low, high), bounds, weights);
}

/** The least of ½x'Σx − strength·Σ ln x within bounds: each coordinate in turn is the root of a quadratic. */
function descend(
  covariance: SquareMatrix,
  strength: number,
  { min, max }: WeightBounds,
  from: Float64Array,
): Float64Array {
  const { size, values } = covariance;
  const x = Float64Array.from(from);
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let change = 0;
    for (let i = 0; i < size; i++) {
      const variance = at(values, i * size + i);
      let others = -variance * at(x, i);
      for (let j = 0; j < size; j++) others += at(values, i * size + j) * at(x, j);
      const root = Math.sqrt(others * others + 4 * variance * strength);
      // The form without cancellation, whichever sign the sum has.
      const best = others > 0 ? (2 * strength) / (others + root) : (root - others) / (2 * variance);
      const next = Math.min(max, Math.max(min, best));
      change = Math.max(change, Math.abs(next - at(x, i)) / (next || 1));
      x[i] = next;
    }
    if (change <= 1e-15) break;
  }
  return x;
}
