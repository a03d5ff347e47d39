import { describe, expect, it } from 'vitest';
import { estimateCovariance } from '../../src/allocation/covariance.ts';
import { hierarchicalRiskParity } from '../../src/allocation/hierarchical.ts';
import { quadraticForm } from '../../src/allocation/matrix.ts';
import { efficientFrontier, maximumSharpe, minimumVariance } from '../../src/allocation/mean-variance.ts';
import { riskParity } from '../../src/allocation/risk-parity.ts';
import { cases, columnsOf, covarianceOf, worst } from './reference.ts';

describe.each(cases)('$name', (reference) => {
  const columns = columnsOf(reference);
  const size = columns.length;
  const covariance = covarianceOf(reference.cc, size);
  const symbols = columns.map((_, index) => `S${index}`);
  const market = { means: reference.means, covariance, riskFree: reference.rf };

  it.each(['identity', 'constant_correlation'] as const)(
    'shrinks towards %s as the reference does',
    (target) => {
      const expected = target === 'identity' ? reference.identity : reference.cc;
      const { covariance: found, shrinkage } = estimateCovariance(columns, target);
      expect(Math.abs(shrinkage - expected.shrinkage)).toBeLessThan(1e-12);
      const wanted = covarianceOf(expected, size).values;
      expect(worst(found.values, wanted) / Math.max(...wanted)).toBeLessThan(1e-12);
    },
  );

  it.each(reference.bounds)('weighs within $min to $max as SLSQP does', (bounds) => {
    const variance = (weights: ArrayLike<number>) => quadraticForm(covariance, weights);
    const least = minimumVariance(covariance, bounds);
    expect(worst(least, bounds.mv)).toBeLessThan(5e-8);
    expect(variance(least)).toBeLessThanOrEqual(variance(bounds.mv) * (1 + 1e-12));
    const sharpe = (weights: ArrayLike<number>) =>
      Array.from(weights).reduce((sum, w, i) => sum + w * ((market.means[i] ?? 0) - market.riskFree), 0) /
      Math.sqrt(variance(weights));
    const highest = maximumSharpe(market, bounds) ?? new Float64Array(0);
    expect(worst(highest, bounds.ms)).toBeLessThan(5e-8);
    expect(sharpe(highest)).toBeGreaterThanOrEqual(sharpe(bounds.ms) * (1 - 1e-12));
    const points = efficientFrontier(market, bounds, 10);
    expect(points).toHaveLength(10);
    for (const [place, index] of [3, 6, 9].entries()) {
      expect(worst(points[index] ?? [], bounds.frontier[place] ?? [])).toBeLessThan(5e-8);
    }
  });

  it('gives every instrument the same part of the risk, as Newton’s method does', () => {
    const weights = riskParity(covariance, { min: 0, max: 1 }, symbols);
    expect(worst(weights, reference.bounds[0]?.rp ?? [])).toBeLessThan(1e-12);
  });

  it('halves the tree of SciPy’s linkage', () => {
    const weights = hierarchicalRiskParity(covariance, { min: 0, max: 1 }, symbols);
    expect(worst(weights, reference.bounds[0]?.hrp ?? [])).toBeLessThan(1e-12);
  });
});
