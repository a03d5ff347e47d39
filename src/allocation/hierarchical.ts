import { boundedWeights, requireFeasible, type WeightBounds } from './bounds.ts';
import { at, entry, principalPart, quadraticForm, type SquareMatrix, squareMatrix, sumOf } from './matrix.ts';
import { requireRisk } from './require-risk.ts';
import { leafOrder } from './single-linkage.ts';

/**
 * Hierarchical risk parity: López de Prado, "Building Diversified Portfolios that Outperform Out-of-Sample" (2016).
 * Instruments are put in the order of a tree by single linkage (distance of the columns of √((1 − ρ)/2)), then the
 * list is halved again and again, each half getting capital by the inverse of its variance. The method knows no
 * bounds: where they are in the way, the weights are scaled into them (see `boundedWeights`).
 * @throws StockulaError USAGE for bounds that cannot be kept, NO_DATA for an instrument whose price does not move
 */
export function hierarchicalRiskParity(
  covariance: SquareMatrix,
  bounds: WeightBounds,
  symbols: readonly string[],
): Float64Array {
  requireFeasible(bounds, covariance.size);
  requireRisk(covariance, symbols, 'hierarchical_risk_parity');
  const weights = new Float64Array(covariance.size).fill(1);
  halve(covariance, leafOrder(columnDistances(correlationDistances(covariance))), weights);
  return boundedWeights(weights, bounds);
}

function correlationDistances(covariance: SquareMatrix): SquareMatrix {
  return squareMatrix(covariance.size, (i, j) => {
    if (i === j) return 0;
    const scale = Math.sqrt(entry(covariance, i, i) * entry(covariance, j, j));
    const correlation = Math.min(1, Math.max(-1, entry(covariance, i, j) / scale));
    return Math.sqrt((1 - correlation) / 2);
  });
}

function columnDistances(distances: SquareMatrix): SquareMatrix {
  const { size } = distances;
  return squareMatrix(size, (i, j) => {
    let sum = 0;
    for (let row = 0; row < size; row++) sum += (entry(distances, row, i) - entry(distances, row, j)) ** 2;
    return Math.sqrt(sum);
  });
}

function halve(covariance: SquareMatrix, order: readonly number[], weights: Float64Array): void {
  if (order.length < 2) return;
  const middle = Math.floor(order.length / 2);
  const [left, right] = [order.slice(0, middle), order.slice(middle)];
  const [risky, other] = [clusterVariance(covariance, left), clusterVariance(covariance, right)];
  const share = other / (risky + other);
  for (const index of left) weights[index] = at(weights, index) * share;
  for (const index of right) weights[index] = at(weights, index) * (1 - share);
  halve(covariance, left, weights);
  halve(covariance, right, weights);
}

/** The variance of a group in which each is held by the inverse of its variance. */
function clusterVariance(covariance: SquareMatrix, group: readonly number[]): number {
  const part = principalPart(covariance, group);
  const inverse = group.map((_, index) => 1 / entry(part, index, index));
  const total = sumOf(inverse);
  return quadraticForm(
    part,
    inverse.map((value) => value / total),
  );
}
