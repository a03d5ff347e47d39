import type { WeightBounds } from './bounds.ts';
import {
  at,
  choleskyFactor,
  principalPart,
  type SquareMatrix,
  solveFactored,
  sumOf,
  timesVector,
} from './matrix.ts';

type Side = 'free' | 'min' | 'max';

/** Weights and which of them a bound holds. */
export interface Solution {
  readonly weights: Float64Array;
  readonly sides: readonly Side[];
}

/** A solution to begin from: equal weights, which are within any bounds that can be kept. */
export function equalSolution(count: number): Solution {
  return {
    weights: new Float64Array(count).fill(1 / count),
    sides: Array.from({ length: count }, () => 'free'),
  };
}

/**
 * The weights that make ½w'Mw − g'w least, under Σw = 1 and min ≤ w ≤ max: a primal active-set method (Nocedal and
 * Wright, Numerical Optimization, algorithm 16.3). Exact to rounding, and deterministic: ties go to the lower index.
 * @param matrix symmetric and positive definite
 * @param from a feasible solution, such as that of a problem nearby
 */
export function minimise(
  matrix: SquareMatrix,
  gain: ArrayLike<number>,
  bounds: WeightBounds,
  from: Solution,
): Solution {
  const weights = Float64Array.from(from.weights);
  const sides = [...from.sides];
  const rounds = 100 + 20 * matrix.size;
  for (let round = 0; round < rounds; round++) {
    const gradient = timesVector(matrix, weights).map((value, index) => value - at(gain, index));
    const free = indicesOf(sides, 'free');
    const { step, level } = stepWithin(matrix, gradient, free);
    const length = longestStep(weights, step, free, bounds);
    const moved = advance(weights, sides, { step, free, bounds, length });
    if (!moved || length.share >= 1) {
      const after = timesVector(matrix, weights).map((value, index) => value - at(gain, index));
      const freed = bounds.min < bounds.max ? wrongSides(after, sides, level, round > rounds / 2) : [];
      if (freed.length === 0) break;
      for (const index of freed) sides[index] = 'free';
    }
  }
  return { weights, sides };
}

function indicesOf(sides: readonly Side[], wanted: Side): number[] {
  return sides.flatMap((side, index) => (side === wanted ? [index] : []));
}

interface Step {
  readonly step: Float64Array;
  /** The multiplier of Σw = 1: the gradient that all free weights share at the best point; null with none free. */
  readonly level: number | null;
}

/** The step of the free weights, which adds up to 0, to the best point if no bound were in the way. */
function stepWithin(matrix: SquareMatrix, gradient: Float64Array, free: readonly number[]): Step {
  if (free.length === 0) return { step: new Float64Array(0), level: null };
  const factor = choleskyFactor(principalPart(matrix, free));
  if (factor === null) throw new TypeError('The matrix is not positive definite');
  const ones = solveFactored(factor, new Float64Array(free.length).fill(1));
  const descent = solveFactored(
    factor,
    free.map((index) => at(gradient, index)),
  );
  const level = sumOf(descent) / sumOf(ones);
  return { step: descent.map((value, index) => level * at(ones, index) - value), level };
}

interface Length {
  /** Part of the step that may be taken, at most 1. */
  readonly share: number;
  /** The index whose bound stops it. */
  readonly blocking: number | null;
}

function longestStep(
  weights: Float64Array,
  step: Float64Array,
  free: readonly number[],
  { min, max }: WeightBounds,
): Length {
  let length: Length = { share: 1, blocking: null };
  for (const [place, index] of free.entries()) {
    const move = at(step, place);
    if (move === 0) continue;
    const share = Math.max(0, ((move < 0 ? min : max) - at(weights, index)) / move);
    if (share < length.share) length = { share, blocking: index };
  }
  return length;
}

interface Advance {
  readonly step: Float64Array;
  readonly free: readonly number[];
  readonly bounds: WeightBounds;
  readonly length: Length;
}

/** Takes the step, and holds the weight that a bound stopped; false where nothing changed. */
function advance(
  weights: Float64Array,
  sides: Side[],
  { step, free, bounds, length: { share, blocking } }: Advance,
): boolean {
  let largest = 0;
  for (const [place, index] of free.entries()) {
    const move = share * at(step, place);
    largest = Math.max(largest, Math.abs(move));
    weights[index] = at(weights, index) + move;
    if (index !== blocking) continue;
    sides[index] = at(step, place) < 0 ? 'min' : 'max';
    weights[index] = at(step, place) < 0 ? bounds.min : bounds.max;
  }
  return blocking !== null || largest > 1e-16;
}

/** Weights that would improve the value by leaving their bound: the one that does so most, or both of a pair. */
function wrongSides(
  gradient: Float64Array,
  sides: readonly Side[],
  level: number | null,
  firstOnly: boolean,
): number[] {
  const tolerance = 1e-13 * gradient.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (level === null) return wrongPair(gradient, sides, tolerance);
  let worst = tolerance;
  let found: number[] = [];
  for (const [index, side] of sides.entries()) {
    if (side === 'free') continue;
    const wrong = side === 'min' ? level - at(gradient, index) : at(gradient, index) - level;
    if (wrong <= worst) continue;
    // The first rather than the worst: this cannot go round in circles (Bland's rule).
    if (firstOnly) return [index];
    worst = wrong;
    found = [index];
  }
  return found;
}

function wrongPair(gradient: Float64Array, sides: readonly Side[], tolerance: number): number[] {
  const best = (side: Side, sign: number) =>
    indicesOf(sides, side).reduce<number | null>(
      (kept, index) =>
        kept === null || sign * at(gradient, index) < sign * at(gradient, kept) ? index : kept,
      null,
    );
  const [up, down] = [best('min', 1), best('max', -1)];
  if (up === null || down === null) return [];
  return at(gradient, down) - at(gradient, up) > tolerance ? [down, up] : [];
}
