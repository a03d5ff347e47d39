import { readFileSync } from 'node:fs';
import { type SquareMatrix, squareMatrix } from '../../src/allocation/matrix.ts';

/** What NumPy, SciPy 1.10 and scikit-learn 1.2 make of the same returns; see docs/allocation.md. */
export interface ReferenceCase {
  readonly name: string;
  readonly returns: readonly (readonly number[])[];
  readonly means: readonly number[];
  readonly rf: number;
  readonly identity: ReferenceCovariance;
  readonly cc: ReferenceCovariance;
  readonly bounds: readonly ReferenceBounds[];
}

interface ReferenceCovariance {
  /** The lower triangle, row after row. */
  readonly cov: readonly number[];
  readonly shrinkage: number;
}

/** Weights within bounds: least variance, highest Sharpe ratio, and three points of the frontier. */
interface ReferenceBounds {
  readonly min: number;
  readonly max: number;
  readonly mv: readonly number[];
  readonly ms: readonly number[];
  readonly frontier: readonly (readonly number[])[];
  readonly hrp?: readonly number[];
  readonly rp?: readonly number[];
}

const file = new URL('../fixtures/allocation/reference.json', import.meta.url);
export const { cases }: { cases: readonly ReferenceCase[] } = JSON.parse(readFileSync(file, 'utf8'));

export function columnsOf({ returns }: ReferenceCase): Float64Array[] {
  return returns.map((column) => Float64Array.from(column));
}

export function covarianceOf({ cov }: ReferenceCovariance, size: number): SquareMatrix {
  return squareMatrix(size, (i, j) => {
    const [low, high] = i < j ? [i, j] : [j, i];
    return cov[(high * (high + 1)) / 2 + low] ?? Number.NaN;
  });
}

/** The largest difference of two lists of numbers. */
export function worst(left: ArrayLike<number>, right: ArrayLike<number>): number {
  return Array.from(left).reduce(
    (most, value, index) => Math.max(most, Math.abs(value - (right[index] ?? Number.NaN))),
    left.length === right.length ? 0 : Number.NaN,
  );
}

/** A reproducible source of numbers from 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Returns of `count` instruments that share a factor. */
export function madeUpReturns(count: number, periods: number, random: () => number): Float64Array[] {
  const factor = Array.from({ length: periods }, () => random() - 0.5);
  return Array.from({ length: count }, () => {
    const [beta, noise, drift] = [random() * 0.03, 0.005 + random() * 0.03, (random() - 0.3) * 0.002];
    return Float64Array.from(factor, (move) => drift + beta * move + noise * (random() - 0.5));
  });
}
