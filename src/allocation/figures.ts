import { at, type SquareMatrix, sumOf, timesVector } from './matrix.ts';

/** What is expected of a portfolio, by the year. */
export interface PortfolioFigures {
  /** Arithmetic mean of the returns, %. */
  readonly expectedReturn: number;
  /** Standard deviation of the returns, %. */
  readonly volatility: number;
  /** (expected return − risk-free rate) / volatility; null without volatility. */
  readonly sharpe: number | null;
  /** Part of the variance that each instrument contributes, w_i·(Σw)_i / w'Σw, %; null without variance. */
  readonly riskContributions: readonly number[] | null;
}

/** Means and covariance of one period's returns, and how many periods make a year. */
export interface ReturnModel {
  readonly means: ArrayLike<number>;
  readonly covariance: SquareMatrix;
  /** Per period. */
  readonly riskFree: number;
  readonly periodsPerYear: number;
}

/** @param weights parts of the capital; what they lack to 1 is cash without risk or interest */
export function portfolioFigures(weights: ArrayLike<number>, model: ReturnModel): PortfolioFigures {
  const { means, covariance, riskFree, periodsPerYear } = model;
  const marginal = timesVector(covariance, weights);
  const parts = marginal.map((value, index) => value * at(weights, index));
  const variance = Math.max(0, sumOf(parts));
  const mean = parts.reduce((sum, _, index) => sum + at(weights, index) * at(means, index), 0);
  const volatility = Math.sqrt(variance * periodsPerYear);
  const excess = (mean - riskFree * sumOf(weights)) * periodsPerYear;
  return {
    expectedReturn: 100 * mean * periodsPerYear,
    volatility: 100 * volatility,
    sharpe: volatility > 0 ? excess / volatility : null,
    riskContributions: variance > 0 ? Array.from(parts, (part) => (100 * part) / variance) : null,
  };
}
