import { at } from '../../allocation/matrix.ts';
import { alignCloses, simpleReturns } from '../../allocation/returns.ts';
import type { BarSeries } from '../../domain/bar.ts';
import { intervals } from '../../domain/interval.ts';
import type { RateSeries } from '../../domain/risk-free/annual-rates.ts';
import { excessRatios } from '../../domain/risk-free/excess-ratios.ts';
import type { HistoricalRatios } from './allocated-portfolio.ts';
import type { EstimateTerms } from './question.ts';

/**
 * Ratios of what constant weights, restored at each bar, would have earned over the returns of the estimate; the rest
 * is cash. Null for other bars than daily ones, whose rates are not those of a day.
 */
export function historicalRatios(
  series: readonly BarSeries[],
  weights: readonly number[],
  terms: EstimateTerms,
  rates: RateSeries | null,
): HistoricalRatios | null {
  if (intervals[terms.interval] !== intervals['1d']) return null;
  const { ts, closes } = alignCloses(series, terms.lookback + 1);
  const returns = closes.map(simpleReturns);
  const values = new Float64Array(ts.length).fill(1);
  for (let index = 1; index < values.length; index++) {
    const gain = returns.reduce((sum, column, place) => sum + at(weights, place) * at(column, index - 1), 0);
    values[index] = at(values, index - 1) * (1 + gain);
  }
  const { dynamic, fixed } = excessRatios(ts, values, rates ?? noRate(ts));
  return {
    dynamicSharpe: dynamic.sharpe,
    dynamicSortino: dynamic.sortino,
    fixedSharpe: fixed.sharpe,
    fixedSortino: fixed.sortino,
  };
}

function noRate(ts: Float64Array): RateSeries {
  return { symbol: '', ts, rates: new Float64Array(ts.length), notes: [] };
}
