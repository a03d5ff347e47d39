import { requireFeasible, type WeightBounds } from './bounds.ts';
import {
  at,
  choleskyFactor,
  dot,
  entry,
  quadraticForm,
  type SquareMatrix,
  squareMatrix,
  sumOf,
} from './matrix.ts';
import { equalSolution, minimise, type Solution } from './quadratic.ts';
import { crossing } from './root.ts';

/** What the efficient portfolios are made of: means and covariance of the same period, and the risk-free rate of it. */
export interface Market {
  readonly means: ArrayLike<number>;
  readonly covariance: SquareMatrix;
  readonly riskFree: number;
}

/**
 * Makes a covariance without an inverse (more instruments than returns, two that move alike, one that does not move)
 * definite by adding 1e-8 of the mean variance to its diagonal: among portfolios of equal risk the most even one is
 * then the answer.
 */
export function definite(covariance: SquareMatrix): SquareMatrix {
  const { size } = covariance;
  const variances = Array.from({ length: size }, (_, index) => entry(covariance, index, index));
  const factor = choleskyFactor(covariance);
  const pivots = variances.map((variance, index) =>
    factor === null ? 0 : entry(factor, index, index) ** 2 / variance,
  );
  if (pivots.every((pivot) => pivot > 1e-10)) return covariance;
  const ridge = 1e-8 * (sumOf(variances) / size || 1);
  return squareMatrix(size, (row, column) => entry(covariance, row, column) + (row === column ? ridge : 0));
}

/** The weights of the least variance. */
export function minimumVariance(covariance: SquareMatrix, bounds: WeightBounds): Float64Array {
  requireFeasible(bounds, covariance.size);
  const none = new Float64Array(covariance.size);
  return minimise(definite(covariance), none, bounds, equalSolution(covariance.size)).weights;
}

/** Portfolios of the efficient frontier by their appetite for return: λ of ½w'Σw − λ·μ'w. */
class Frontier {
  readonly #market: Market;
  readonly #bounds: WeightBounds;
  readonly #matrix: SquareMatrix;
  #last: Solution;

  constructor(market: Market, bounds: WeightBounds) {
    this.#market = market;
    this.#bounds = bounds;
    this.#matrix = definite(market.covariance);
    this.#last = equalSolution(market.means.length);
  }

  /** The last answer is where the next search begins: neighbours differ in few bounds. */
  weights(appetite: number): Float64Array {
    const gain = Array.from(this.#market.means, (mean) => appetite * (mean - this.#market.riskFree));
    this.#last = minimise(this.#matrix, gain, this.#bounds, this.#last);
    return this.#last.weights;
  }

  excess(weights: Float64Array): number {
    return dot(this.#market.means, weights) - this.#market.riskFree;
  }

  variance(weights: Float64Array): number {
    return quadraticForm(this.#matrix, weights);
  }

  /** An appetite at which the sign of a function of it has turned. */
  beyond(isReached: (weights: Float64Array, appetite: number) => boolean): number {
    const weights = this.weights(0);
    const span = Math.max(...Array.from(this.#market.means)) - Math.min(...Array.from(this.#market.means));
    let appetite = this.variance(weights) / (span || Math.abs(this.excess(weights)) || 1);
    for (let round = 0; round < 200 && !isReached(this.weights(appetite), appetite); round++) appetite *= 2;
    return appetite;
  }
}

/**
 * The weights of the highest Sharpe ratio, (μ'w − r) / √(w'Σw). The portfolio lies on the efficient frontier where
 * its appetite for return is w'Σw / (μ'w − r); that difference is piecewise linear in the appetite.
 * @returns null where no portfolio within the bounds is expected to earn more than the risk-free rate
 * @throws StockulaError USAGE for bounds that cannot be kept
 */
export function maximumSharpe(market: Market, bounds: WeightBounds): Float64Array | null {
  const count = market.means.length;
  requireFeasible(bounds, count);
  const best = dot(market.means, highestReturn(market.means, bounds));
  if (best - market.riskFree <= 0) return null;
  const frontier = new Frontier(market, bounds);
  const difference = (appetite: number) => {
    const weights = frontier.weights(appetite);
    return appetite * frontier.excess(weights) - frontier.variance(weights);
  };
  const high = frontier.beyond(
    (weights, appetite) => appetite * frontier.excess(weights) > frontier.variance(weights),
  );
  return frontier.weights(crossing(difference, 0, high));
}

/**
 * Efficient portfolios from the least variance to the highest return, in even steps of expected return; only the
 * first where there is no return to be gained by risk.
 * @returns for each point its weights
 */
export function efficientFrontier(market: Market, bounds: WeightBounds, points: number): Float64Array[] {
  requireFeasible(bounds, market.means.length);
  const frontier = new Frontier(market, bounds);
  const first = frontier.weights(0);
  const lowest = frontier.excess(first);
  const highest = dot(market.means, highestReturn(market.means, bounds)) - market.riskFree;
  const scale = Math.max(Math.abs(lowest), Math.abs(highest));
  if (highest - lowest <= 1e-12 * scale || points < 2) return [first];
  const last = frontier.beyond((weights) => highest - frontier.excess(weights) <= 1e-12 * scale);
  const middle = Array.from({ length: points - 2 }, (_, index) => {
    const wanted = lowest + ((highest - lowest) * (index + 1)) / (points - 1);
    return frontier.weights(
      crossing((appetite) => frontier.excess(frontier.weights(appetite)) - wanted, 0, last),
    );
  });
  return [first, ...middle, frontier.weights(last)];
}

/** Everything above the least weight goes to the best means. */
function highestReturn(means: ArrayLike<number>, { min, max }: WeightBounds): Float64Array {
  const weights = new Float64Array(means.length).fill(min);
  let rest = 1 - min * means.length;
  const order = Array.from(means, (_, index) => index).sort((a, b) => at(means, b) - at(means, a));
  for (const index of order) {
    const more = Math.min(rest, max - min);
    weights[index] = min + more;
    rest -= more;
  }
  return weights;
}
