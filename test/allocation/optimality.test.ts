import { describe, expect, it } from 'vitest';
import { boundedWeights, type WeightBounds } from '../../src/allocation/bounds.ts';
import { estimateCovariance } from '../../src/allocation/covariance.ts';
import { portfolioFigures } from '../../src/allocation/figures.ts';
import { hierarchicalRiskParity } from '../../src/allocation/hierarchical.ts';
import { at, dot, quadraticForm, sumOf, timesVector } from '../../src/allocation/matrix.ts';
import {
  definite,
  efficientFrontier,
  maximumSharpe,
  minimumVariance,
} from '../../src/allocation/mean-variance.ts';
import { meanReturns } from '../../src/allocation/returns.ts';
import { riskParity } from '../../src/allocation/risk-parity.ts';
import { madeUpReturns, randomNumbers, worst } from './reference.ts';

const whole = { min: 0, max: 1 };

function names(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `S${index}`);
}

/** Sixty problems of 1 to 25 instruments, some with fewer returns than instruments, with bounds that can be kept. */
const problems = Array.from({ length: 60 }, (_, seed) => {
  const random = randomNumbers(seed + 1);
  const count = 1 + Math.floor(random() * 25);
  const columns = madeUpReturns(count, 5 + Math.floor(random() * 80), random);
  const bounds = { min: (random() * 0.9) / count, max: Math.min(1, (1.1 + 3 * random()) / count) };
  const target = seed % 3 === 0 ? ('sample' as const) : ('constant_correlation' as const);
  const { covariance } = estimateCovariance(columns, target);
  return { seed, count, covariance, bounds: seed % 2 ? bounds : whole, means: meanReturns(columns) };
});

function expectWithin(weights: Float64Array, { min, max }: WeightBounds): void {
  expect(Math.abs(sumOf(weights) - 1)).toBeLessThan(1e-12);
  for (const weight of weights) {
    expect(weight).toBeGreaterThanOrEqual(min - 1e-15);
    expect(weight).toBeLessThanOrEqual(max + 1e-15);
  }
}

/** What is left of the conditions of Karush, Kuhn and Tucker for a function that is to be least, by its gradient. */
function conditionsLeft(gradient: Float64Array, weights: Float64Array, { min, max }: WeightBounds): number {
  const low: number[] = [];
  const high: number[] = [];
  for (const [index, weight] of weights.entries()) {
    if (weight < max - 1e-12) low.push(at(gradient, index));
    if (weight > min + 1e-12) high.push(at(gradient, index));
  }
  const scale = Math.max(...gradient.map(Math.abs));
  return low.length === 0 || high.length === 0 ? 0 : (Math.max(...high) - Math.min(...low)) / scale;
}

describe.each(problems)('problem $seed of $count instruments', ({ covariance, bounds, means, count }) => {
  const matrix = definite(covariance);

  it('leaves no smaller variance within the bounds', () => {
    const weights = minimumVariance(covariance, bounds);
    expectWithin(weights, bounds);
    expect(conditionsLeft(timesVector(matrix, weights), weights, bounds)).toBeLessThan(1e-9);
  });

  it('leaves no higher Sharpe ratio within the bounds', () => {
    const riskFree = Math.min(...means) - 1e-5;
    const weights = maximumSharpe({ means, covariance, riskFree }, bounds) ?? new Float64Array(0);
    expectWithin(weights, bounds);
    const excess = dot(means, weights) - riskFree;
    const ratio = quadraticForm(matrix, weights) / excess;
    const gradient = timesVector(matrix, weights).map(
      (value, i) => value - ratio * (at(means, i) - riskFree),
    );
    const scale = Math.max(...timesVector(matrix, weights).map(Math.abs));
    const left = conditionsLeft(gradient, weights, bounds) * Math.max(...gradient.map(Math.abs));
    expect(left / scale).toBeLessThan(1e-8);
  });

  it('has a frontier that rises in return and risk', () => {
    const points = efficientFrontier({ means, covariance, riskFree: 0 }, bounds, 6);
    const returns = points.map((weights) => dot(means, weights));
    const risks = points.map((weights) => quadraticForm(matrix, weights));
    for (const weights of points) expectWithin(weights, bounds);
    for (let index = 1; index < points.length; index++) {
      expect(at(returns, index)).toBeGreaterThan(at(returns, index - 1));
      expect(at(risks, index)).toBeGreaterThanOrEqual(at(risks, index - 1) * (1 - 1e-9));
    }
  });

  it('gives equal parts of the risk to those that no bound holds, and no more to those at the most', () => {
    const weights = riskParity(covariance, bounds, names(count));
    expectWithin(weights, bounds);
    const parts = timesVector(covariance, weights).map((value, index) => value * at(weights, index));
    const total = sumOf(parts);
    const free = Array.from(parts).filter(
      (_, i) => at(weights, i) > bounds.min + 1e-12 && at(weights, i) < bounds.max - 1e-12,
    );
    for (const part of free) expect(Math.abs(part - at(free, 0)) / total).toBeLessThan(1e-10);
    for (const [index, part] of parts.entries()) {
      if (free.length === 0) break;
      if (at(weights, index) >= bounds.max - 1e-12)
        expect(part).toBeLessThanOrEqual(at(free, 0) + 1e-10 * total);
      if (at(weights, index) <= bounds.min + 1e-12)
        expect(part).toBeGreaterThanOrEqual(at(free, 0) - 1e-10 * total);
    }
  });

  it('keeps the bounds in hierarchical risk parity, and adds up contributions to the whole', () => {
    const weights = hierarchicalRiskParity(covariance, bounds, names(count));
    expectWithin(weights, bounds);
    const figures = portfolioFigures(weights, { means, covariance, riskFree: 0, periodsPerYear: 252 });
    expect(sumOf(figures.riskContributions ?? [])).toBeCloseTo(100, 9);
  });
});

describe('bounded weights', () => {
  it.each(problems)('are in proportion where no bound is in the way ($seed)', ({ seed, count, bounds }) => {
    const random = randomNumbers(seed + 500);
    const shares = Array.from({ length: count }, () => Math.max(0, random() - 0.2));
    const weights = boundedWeights(shares, bounds);
    expectWithin(weights, bounds);
    const factors = shares.flatMap((share, index) => {
      const weight = at(weights, index);
      return share > 0 && weight > bounds.min + 1e-12 && weight < bounds.max - 1e-12 ? [weight / share] : [];
    });
    for (const factor of factors) expect(factor / at(factors, 0)).toBeCloseTo(1, 9);
  });

  it('hold the most where renormalising would break it again', () => {
    // Clamped to 40 % and renormalised, the first would have 40 / 80 = 50 %.
    const weights = boundedWeights([8, 1, 1], { min: 0.1, max: 0.4 });
    expect(worst(weights, [0.4, 0.3, 0.3])).toBeLessThan(1e-15);
  });

  it('spread over those without a share what the others may not have', () => {
    expect(worst(boundedWeights([5, 0, 0], { min: 0.02, max: 0.5 }), [0.5, 0.25, 0.25])).toBeLessThan(1e-15);
    expect(worst(boundedWeights([0, 0], { min: 0, max: 0.5 }), [0.5, 0.5])).toBe(0);
  });

  it.each([
    [3, { min: 0, max: 0.25 }, 'reach 75 %'],
    [3, { min: 0.4, max: 1 }, 'need 120 %'],
    [3, { min: 0.5, max: 0.4 }, 'least 50 % and most 40 %'],
    [3, { min: 0, max: Number.NaN }, 'bounds'],
  ])('of %i instruments are refused within %o', (count, bounds, message) => {
    expect(() => boundedWeights(new Float64Array(count).fill(1), bounds)).toThrow(message);
  });
});

describe('singular covariances', () => {
  const random = randomNumbers(99);
  const [one = new Float64Array(0), two = new Float64Array(0)] = madeUpReturns(2, 50, random);
  const still = new Float64Array(50);
  const twins = estimateCovariance([one, one, two], 'constant_correlation').covariance;

  it('split evenly between identical instruments', () => {
    for (const weights of [
      minimumVariance(twins, whole),
      maximumSharpe({ means: [0.002, 0.002, 0.0019], covariance: twins, riskFree: 0 }, whole) ?? [0, 1],
      riskParity(twins, whole, names(3)),
    ]) {
      expect(Math.abs(at(weights, 0) - at(weights, 1))).toBeLessThan(1e-7);
    }
  });

  it('hold what has no risk, and refuse it where risk divides', () => {
    const { covariance } = estimateCovariance([one, still], 'constant_correlation');
    expect(at(minimumVariance(covariance, whole), 1)).toBeCloseTo(1, 6);
    expect(() => riskParity(covariance, whole, names(2))).toThrow('the same price throughout for S1');
    expect(() => hierarchicalRiskParity(covariance, whole, names(2))).toThrow('S1');
  });

  it('do with nothing that moves at all', () => {
    const { covariance } = estimateCovariance([still, still], 'sample');
    expect([...minimumVariance(covariance, whole)]).toEqual([0.5, 0.5]);
  });

  it('have no highest Sharpe ratio where nothing earns more than the risk-free rate', () => {
    const market = { means: [-0.001, -0.002, 0.0001], covariance: twins, riskFree: 0.0001 };
    expect(maximumSharpe(market, whole)).toBeNull();
  });

  it('have one answer for one instrument', () => {
    const { covariance } = estimateCovariance([one], 'constant_correlation');
    const market = { means: [0.001], covariance, riskFree: 0 };
    expect([...(maximumSharpe(market, whole) ?? [])]).toEqual([1]);
    expect([...riskParity(covariance, whole, names(1))]).toEqual([1]);
    expect([...hierarchicalRiskParity(covariance, whole, names(1))]).toEqual([1]);
    expect(efficientFrontier(market, whole, 5)).toHaveLength(1);
  });
});
