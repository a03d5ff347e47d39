import type { BarSeries } from '../../domain/bar.ts';
import { priceAt } from '../price-at.ts';
import type { Window } from '../simulate.ts';
import { dayMs, durationRounder, type ReturnPeriods, returnPeriods } from './calendar.ts';
import { logReturns, meanOf } from './log-returns.ts';

/** What the statistics need of the bars alone, whatever was traded in them. */
export interface MarketFigures {
  /** Of the window. */
  readonly ts: Float64Array;
  readonly tradingDays: number;
  readonly periods: ReturnPeriods;
  /** Rounds a duration in milliseconds and gives it in days. */
  readonly inDays: (ms: number) => number;
  /** Log returns of the close less their mean, and the sum of their squares. */
  readonly deviations: Float64Array;
  readonly square: number;
}

/** A grid of strategies asks for the same window of the same bars again and again. */
const known = new WeakMap<BarSeries, { readonly window: Window; readonly figures: MarketFigures }>();

export function marketFigures(bars: BarSeries, window: Window): MarketFigures {
  const before = known.get(bars);
  if (before?.window.first === window.first && before.window.last === window.last) return before.figures;
  const figures = calculated(bars, window);
  known.set(bars, { window, figures });
  return figures;
}

function calculated(bars: BarSeries, { first, last }: Window): MarketFigures {
  const ts = bars.ts.subarray(first, last + 1);
  const returns = logReturns(bars.close.subarray(first, last + 1));
  const mean = meanOf(returns);
  const deviations = returns.map((value) => value - mean);
  return {
    ts,
    tradingDays: countDays(ts),
    periods: returnPeriods(bars.interval, ts),
    inDays: durationRounder(ts),
    deviations,
    square: deviations.reduce((sum, value) => sum + value * value, 0),
  };
}

function countDays(ts: Float64Array): number {
  let days = 0;
  for (let index = 0; index < ts.length; index++) {
    const isNew = Math.floor(priceAt(ts, index) / dayMs) !== Math.floor(priceAt(ts, index - 1) / dayMs);
    if (isNew) days++;
  }
  return days;
}
