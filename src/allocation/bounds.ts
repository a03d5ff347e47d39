import { StockulaError } from '../domain/errors.ts';
import { at, sumOf } from './matrix.ts';

/** Least and most weight of one instrument, as fractions; the same for all of them. */
export interface WeightBounds {
  readonly min: number;
  readonly max: number;
}

const slack = 1e-12;

/** @throws StockulaError USAGE where no weights of so many instruments that add up to 1 keep the bounds */
export function requireFeasible({ min, max }: WeightBounds, count: number): void {
  const percent = (fraction: number) => `${Number((fraction * 100).toFixed(4))} %`;
  if (!(min >= 0 && max <= 1 && min <= max)) {
    throw new StockulaError('USAGE', {
      expected: 'bounds of a position with 0 % ≤ least ≤ most ≤ 100 %',
      got: `least ${percent(min)} and most ${percent(max)}`,
      remedy: 'Correct the smallest and the largest position.',
    });
  }
  if (count * max < 1 - slack) {
    throw new StockulaError('USAGE', {
      expected: `a largest position of at least ${percent(Math.ceil(1e6 / count) / 1e6)} for ${count} instruments`,
      got: `${percent(max)}, with which they reach ${percent(count * max)} of the capital at most`,
      remedy: 'Raise the largest position, or add instruments.',
    });
  }
  if (count * min > 1 + slack) {
    throw new StockulaError('USAGE', {
      expected: `a smallest position of at most ${percent(Math.floor(1e6 / count) / 1e6)} for ${count} instruments`,
      got: `${percent(min)}, with which they need ${percent(count * min)} of the capital at least`,
      remedy: 'Lower the smallest position, or leave instruments out.',
    });
  }
}

/**
 * Weights within bounds that add up to 1 and are in proportion to `shares` wherever no bound is in the way: the
 * factor t with Σ clamp(t·share, min, max) = 1 (water filling). What is left when every positive share has reached
 * the most is spread evenly over the others. No positive share at all: equal weights.
 * @param shares finite and not negative
 * @throws StockulaError USAGE as requireFeasible
 */
export function boundedWeights(shares: ArrayLike<number>, bounds: WeightBounds): Float64Array {
  const count = shares.length;
  requireFeasible(bounds, count);
  if (!(sumOf(shares) > 0)) return new Float64Array(count).fill(1 / count);
  const reach = filled(shares, bounds, Number.POSITIVE_INFINITY);
  if (sumOf(reach) < 1) return spreadRest(reach, shares, bounds);
  return filled(shares, bounds, factorFor(shares, bounds));
}

function filled(shares: ArrayLike<number>, { min, max }: WeightBounds, factor: number): Float64Array {
  return Float64Array.from(shares, (share) =>
    share > 0 ? Math.min(max, Math.max(min, factor * share)) : min,
  );
}

/** The sum is piecewise linear in the factor, with corners where a weight reaches a bound: solved between two corners. */
function factorFor(shares: ArrayLike<number>, bounds: WeightBounds): number {
  const { min, max } = bounds;
  const corners = Array.from(shares)
    .filter((share) => share > 0)
    .flatMap((share) => [min / share, max / share])
    .sort((left, right) => left - right);
  let low = 0;
  for (const corner of corners) {
    if (sumOf(filled(shares, bounds, corner)) >= 1) return between(shares, bounds, low, corner);
    low = corner;
  }
  return low;
}

function between(shares: ArrayLike<number>, bounds: WeightBounds, low: number, high: number): number {
  const middle = low + (high - low) / 2;
  let fixed = 0;
  let moving = 0;
  for (let index = 0; index < shares.length; index++) {
    const share = at(shares, index);
    const weight = middle * share;
    if (share > 0 && weight > bounds.min && weight < bounds.max) moving += share;
    else fixed += share > 0 && weight >= bounds.max ? bounds.max : bounds.min;
  }
  return moving > 0 ? (1 - fixed) / moving : high;
}

function spreadRest(reach: Float64Array, shares: ArrayLike<number>, bounds: WeightBounds): Float64Array {
  const others = Array.from(shares).filter((share) => !(share > 0)).length;
  const each = bounds.min + (1 - sumOf(reach)) / others;
  return Float64Array.from(reach, (weight, index) => (at(shares, index) > 0 ? weight : each));
}
