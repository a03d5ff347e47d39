import { estimateCovariance } from '../../allocation/covariance.ts';
import type { ReturnModel } from '../../allocation/figures.ts';
import { alignCloses, meanReturns, simpleReturns } from '../../allocation/returns.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { StockulaError } from '../../domain/errors.ts';
import type { Interval } from '../../domain/interval.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import type { EstimateTerms } from './question.ts';

/** Bars of a year, as ratios are annualised by. */
const barsPerYear: Partial<Record<Interval, number>> = {
  '1d': 252,
  '5d': 50.4,
  '1wk': 52,
  '1mo': 12,
  '3mo': 4,
};

/** @throws StockulaError USAGE for bars shorter than a day, whose returns have no usual count a year */
export function periodsPerYear(interval: Interval): number {
  const periods = barsPerYear[interval];
  if (periods !== undefined) return periods;
  throw new StockulaError('USAGE', {
    expected: `bars of a day or longer (${Object.keys(barsPerYear).join(', ')}) for a portfolio`,
    got: interval,
    remedy: 'Use --interval 1d.',
  });
}

/** What risk and return were estimated from. */
export interface EstimateReport {
  /** Common returns that were used. */
  readonly returns: number;
  /** First and last day, epoch milliseconds. */
  readonly from: number;
  readonly to: number;
  /** Bars of each symbol that another one has no bar at. */
  readonly leftOut: readonly { readonly symbol: string; readonly bars: number }[];
  readonly covariance: string;
  /** How far the covariance was drawn towards its target, 0 to 1. */
  readonly shrinkage: number;
  /** Mean annual rate over those days, and where it comes from; 0 without Treasury series. */
  readonly riskFreePercent: number;
  readonly riskFreeSource: string | null;
}

interface Estimate {
  readonly model: ReturnModel;
  readonly report: EstimateReport;
}

const leastReturns = 2;

/**
 * Mean, covariance and rate of the latest returns that all instruments share.
 * @returns null where they share fewer than two returns
 */
export function estimate(
  series: readonly BarSeries[],
  terms: EstimateTerms,
  rates: RateSeries | null,
): Estimate | null {
  const { symbols, ts, closes, leftOut } = alignCloses(series, terms.lookback + 1);
  const [first, last] = [ts[0], ts.at(-1)];
  if (ts.length <= leastReturns || first === undefined || last === undefined) return null;
  const returns = closes.map(simpleReturns);
  const { covariance, shrinkage } = estimateCovariance(returns, terms.target);
  const rate = rates === null ? null : meanRate(rates, first, last);
  const periods = periodsPerYear(terms.interval);
  return {
    model: {
      means: meanReturns(returns),
      covariance,
      riskFree: (rate ?? 0) / periods,
      periodsPerYear: periods,
    },
    report: {
      returns: ts.length - 1,
      from: first,
      to: last,
      leftOut: symbols.flatMap((symbol, index) => {
        const bars = leftOut[index] ?? 0;
        return bars > 0 ? [{ symbol, bars }] : [];
      }),
      covariance: terms.target,
      shrinkage,
      riskFreePercent: 100 * (rate ?? 0),
      riskFreeSource: rate === null ? null : (rates?.symbol ?? null),
    },
  };
}

/** Mean of the annual rates from one time to another; null where there is none. */
function meanRate({ ts, rates }: RateSeries, from: number, to: number): number | null {
  const within = rates.filter((_, index) => (ts[index] ?? 0) >= from && (ts[index] ?? 0) <= to);
  return within.length === 0 ? null : within.reduce((sum, rate) => sum + rate, 0) / within.length;
}
