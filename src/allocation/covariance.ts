import { at, dot, entry, type SquareMatrix, squareMatrix } from './matrix.ts';
import { meanReturns } from './returns.ts';

/** What an estimate of the covariance is drawn towards; `sample`: towards nothing. */
export type ShrinkageTarget = 'constant_correlation' | 'identity' | 'sample';

export interface CovarianceEstimate {
  /** Per period of the returns. */
  readonly covariance: SquareMatrix;
  /** Weight of the target, 0 to 1. */
  readonly shrinkage: number;
}

/**
 * The covariance of returns, a column for each instrument, all as long (at least 2). The sample covariance is the
 * mean of products of deviations (divided by the number of returns, as in Ledoit and Wolf's papers).
 *
 * `constant_correlation` keeps each variance and draws correlations to their mean: Ledoit and Wolf, "Honey, I Shrunk
 * the Sample Covariance Matrix" (2004). `identity` draws towards the mean variance times the identity: Ledoit and
 * Wolf, "A well-conditioned estimator for large-dimensional covariance matrices" (2004), as scikit-learn's LedoitWolf.
 */
export function estimateCovariance(
  returns: readonly Float64Array[],
  target: ShrinkageTarget,
): CovarianceEstimate {
  const deviations = centred(returns);
  const sample = sampleCovariance(deviations);
  if (target === 'sample' || returns.length < 2) return { covariance: sample, shrinkage: 0 };
  return target === 'identity'
    ? towardsIdentity(deviations, sample)
    : towardsMeanCorrelation(deviations, sample);
}

function centred(returns: readonly Float64Array[]): readonly Float64Array[] {
  const means = meanReturns(returns);
  return returns.map((column, index) => column.map((value) => value - at(means, index)));
}

function sampleCovariance(deviations: readonly Float64Array[]): SquareMatrix {
  return squareMatrix(deviations.length, (row, column) => {
    const [left, right] = [deviations[row] ?? [], deviations[column] ?? []];
    return dot(left, right) / left.length;
  });
}

/** Mean over time of f(x, y), from two columns of deviations. */
function meanOver(left: Float64Array, right: Float64Array, value: (x: number, y: number) => number): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += value(at(left, index), at(right, index));
  return sum / left.length;
}

/** The asymptotic variance of √T·s_ij: mean of (x_i·x_j − s_ij)². */
function varianceOfEntry(
  deviations: readonly Float64Array[],
  sample: SquareMatrix,
  i: number,
  j: number,
): number {
  const s = entry(sample, i, j);
  const none = new Float64Array(0);
  return meanOver(deviations[i] ?? none, deviations[j] ?? none, (x, y) => (x * y - s) ** 2);
}

function towardsIdentity(deviations: readonly Float64Array[], sample: SquareMatrix): CovarianceEstimate {
  const { size } = sample;
  const meanVariance = diagonal(sample).reduce((sum, value) => sum + value, 0) / size;
  const target = squareMatrix(size, (row, column) => (row === column ? meanVariance : 0));
  const noise = sumOfEntries(size, (i, j) => varianceOfEntry(deviations, sample, i, j));
  return blend(sample, target, noise / (deviations[0]?.length ?? 0));
}

function towardsMeanCorrelation(
  deviations: readonly Float64Array[],
  sample: SquareMatrix,
): CovarianceEstimate {
  const { size } = sample;
  const spread = diagonal(sample).map(Math.sqrt);
  const scaleOf = (i: number, j: number) => at(spread, i) * at(spread, j);
  // An instrument that never moved correlates with none.
  const correlation = (i: number, j: number) => (scaleOf(i, j) > 0 ? entry(sample, i, j) / scaleOf(i, j) : 0);
  const pairs = size * (size - 1);
  const mean = sumOfEntries(size, (i, j) => (i === j ? 0 : correlation(i, j))) / pairs;
  const target = squareMatrix(size, (i, j) => (i === j ? entry(sample, i, i) : mean * scaleOf(i, j)));
  const noise = sumOfEntries(size, (i, j) => varianceOfEntry(deviations, sample, i, j));
  const shared = sumOfEntries(size, (i, j) =>
    i === j
      ? varianceOfEntry(deviations, sample, i, i)
      : scaleOf(i, j) > 0
        ? mean * (at(spread, j) / at(spread, i)) * jointVariance(deviations, sample, i, j)
        : 0,
  );
  return blend(sample, target, (noise - shared) / (deviations[0]?.length ?? 0));
}

/** ϑ_ii,ij of the paper: the asymptotic covariance of s_ii and s_ij. Its sum with ϑ_jj,ij is taken over both orders. */
function jointVariance(
  deviations: readonly Float64Array[],
  sample: SquareMatrix,
  i: number,
  j: number,
): number {
  const none = new Float64Array(0);
  const [variance, shared] = [entry(sample, i, i), entry(sample, i, j)];
  return meanOver(
    deviations[i] ?? none,
    deviations[j] ?? none,
    (x, y) => (x * x - variance) * (x * y - shared),
  );
}

/** (1 − δ)·sample + δ·target with δ = noise / ‖sample − target‖², kept between 0 and 1. */
function blend(sample: SquareMatrix, target: SquareMatrix, noise: number): CovarianceEstimate {
  const { size } = sample;
  const distance = sumOfEntries(size, (i, j) => (entry(sample, i, j) - entry(target, i, j)) ** 2);
  const shrinkage = distance > 0 ? Math.min(1, Math.max(0, noise / distance)) : 0;
  return {
    shrinkage,
    covariance: squareMatrix(
      size,
      (i, j) => shrinkage * entry(target, i, j) + (1 - shrinkage) * entry(sample, i, j),
    ),
  };
}

function diagonal(matrix: SquareMatrix): number[] {
  return Array.from({ length: matrix.size }, (_, index) => entry(matrix, index, index));
}

function sumOfEntries(size: number, value: (i: number, j: number) => number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) sum += value(i, j);
  return sum;
}
