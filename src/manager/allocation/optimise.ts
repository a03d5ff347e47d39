import type { WeightBounds } from '../../allocation/bounds.ts';
import type { ReturnModel } from '../../allocation/figures.ts';
import { hierarchicalRiskParity } from '../../allocation/hierarchical.ts';
import { maximumSharpe, minimumVariance } from '../../allocation/mean-variance.ts';
import { riskParity } from '../../allocation/risk-parity.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { AllocationMethod } from './question.ts';

const optimisers = ['minimum_variance', 'maximum_sharpe', 'risk_parity', 'hierarchical_risk_parity'] as const;
export type Optimiser = (typeof optimisers)[number];

export function isOptimiser(method: AllocationMethod): method is Optimiser {
  return optimisers.some((name) => name === method);
}

/**
 * Weights from risk and expected return, within bounds.
 * @returns null where maximum_sharpe finds nothing that is expected to earn more than the risk-free rate
 */
export function optimalWeights(
  method: Optimiser,
  model: ReturnModel,
  bounds: WeightBounds,
  symbols: readonly string[],
): Float64Array | null {
  switch (method) {
    case 'minimum_variance':
      return minimumVariance(model.covariance, bounds);
    case 'maximum_sharpe':
      return maximumSharpe(model, bounds);
    case 'risk_parity':
      return riskParity(model.covariance, bounds, symbols);
    case 'hierarchical_risk_parity':
      return hierarchicalRiskParity(model.covariance, bounds, symbols);
  }
}

export function nothingEarnsMore(model: ReturnModel): StockulaError {
  const percent = (perPeriod: number) => `${(100 * perPeriod * model.periodsPerYear).toFixed(2)} % a year`;
  return new StockulaError('USAGE', {
    expected: 'a portfolio that is expected to earn more than the risk-free rate, as maximum_sharpe requires',
    got: `none within the bounds of a position: the best instrument has a mean return of ${percent(Math.max(...Array.from(model.means)))}, the rate without risk is ${percent(model.riskFree)}`,
    remedy: 'Use minimum_variance or risk_parity, which need no expected returns, or look at other dates.',
  });
}

export function tooFewReturns(symbols: readonly string[], method: string): StockulaError {
  return new StockulaError('NO_DATA', {
    expected: `at least two returns that all instruments share, as ${method} estimates risk from them`,
    got: `fewer for ${symbols.join(', ')}`,
    remedy: 'Fetch more bars, choose later dates, or leave out the instrument with the shortest history.',
  });
}
