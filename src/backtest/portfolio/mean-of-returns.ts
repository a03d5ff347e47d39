import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { MeanOfReturns } from './result.ts';
import { latestPrices, type Timeline } from './timeline.ts';

/** What the older application showed for a portfolio: the mean of what each instrument returned by itself. */
export function meanOfReturns(series: readonly BarSeries[], timeline: Timeline, cash: number): MeanOfReturns {
  const ratios = ratiosAt(series, timeline, timeline.ts.length - 1);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length - 1;
  return {
    returnsPercent: Array.from(ratios, (ratio) => (ratio - 1) * 100),
    meanPercent: mean * 100,
    finalValue: cash * (1 + mean),
  };
}

/** The mean of all prices, each as a multiple of its first: the market that the portfolio is compared with. */
export function indexOf(series: readonly BarSeries[], timeline: Timeline): BarSeries {
  const values = timeline.ts.map((_, at) => {
    const ratios = ratiosAt(series, timeline, at);
    return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
  });
  const [first] = series;
  if (first === undefined) throw new TypeError('A portfolio needs an instrument');
  const { symbol, interval } = first;
  const volume = new Float64Array(values.length).fill(Number.NaN);
  return {
    symbol,
    interval,
    ts: timeline.ts,
    open: values,
    high: values,
    low: values,
    close: values,
    volume,
  };
}

function ratiosAt(series: readonly BarSeries[], timeline: Timeline, at: number): Float64Array {
  const first = latestPrices(timeline, series, 'close', 0);
  return latestPrices(timeline, series, 'close', at).map((price, index) => price / priceAt(first, index));
}
