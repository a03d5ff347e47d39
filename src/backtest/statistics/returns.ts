import { priceAt } from '../price-at.ts';
import type { ReturnPeriods } from './calendar.ts';
import { logReturns, meanOf } from './log-returns.ts';
import type { MarketFigures } from './market.ts';

interface AnnualFigures {
  /** Fractions; NaN where undefined. */
  readonly annualReturn: number;
  readonly annualVolatility: number;
  readonly sortino: number;
}

/** Equity at the last bar of each period. */
function periodEnds(equity: Float64Array, ts: Float64Array, { periodOf }: ReturnPeriods): Float64Array {
  const ends = new Float64Array(equity.length);
  let count = 0;
  let period = Number.NaN;
  for (let index = 0; index < equity.length; index++) {
    const own = periodOf(priceAt(ts, index));
    if (own !== period) count++;
    period = own;
    ends[count - 1] = priceAt(equity, index);
  }
  return ends.subarray(0, count);
}

/**
 * Annualised return (compounded), volatility and Sortino ratio from the returns between period ends. The volatility
 * is that of the compounded yearly return (doi 10.2139/ssrn.3054517): √((s² + (1+g)²)ⁿ − (1+g)²ⁿ), with g the
 * geometric mean of the n − 1 returns between n period ends and s² their sample variance.
 */
export function annualFigures(equity: Float64Array, ts: Float64Array, periods: ReturnPeriods): AnnualFigures {
  const ends = periodEnds(equity, ts, periods);
  const returns = returnsUntilRuin(ends);
  const count = returns.length;
  if (count === 0) {
    return { annualReturn: Number.NaN, annualVolatility: Number.NaN, sortino: Number.NaN };
  }
  let sum = 0;
  let downside = 0;
  for (const each of returns) {
    sum += each;
    if (each < 0) downside += each * each;
  }
  const mean = sum / count;
  let squares = 0;
  for (const each of returns) squares += (each - mean) * (each - mean);
  const growth = (priceAt(ends, count) / priceAt(ends, 0)) ** (1 / count);
  const annualReturn = growth ** periods.perYear - 1;
  // (s² + g²)ⁿ − g²ⁿ without taking the difference of two nearly equal numbers
  const spread = Math.expm1(periods.perYear * Math.log1p(squares / (count - 1) / growth ** 2));
  const annualVolatility = growth > 0 ? growth ** periods.perYear * Math.sqrt(spread) : Number.NaN;
  const sortino = annualReturn / (Math.sqrt(downside / count) * Math.sqrt(periods.perYear));
  return { annualReturn, annualVolatility, sortino };
}

/** Returns from each end to the next; where everything was lost, none after that. */
function returnsUntilRuin(ends: Float64Array): Float64Array {
  const ruin = ends.indexOf(0);
  const count = Math.max(0, (ruin < 0 ? ends.length : ruin + 1) - 1);
  const returns = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    returns[index] = priceAt(ends, index + 1) / priceAt(ends, index) - 1;
  }
  return returns;
}

/**
 * Slope of the equity's log returns over the market's; NaN where the market did not move, or equity reached 0.
 */
export function betaOf(equity: Float64Array, { deviations, square }: MarketFigures): number {
  if (deviations.length < 2) return Number.NaN;
  const own = logReturns(equity);
  const mean = meanOf(own);
  let both = 0;
  for (let index = 0; index < own.length; index++) {
    both += (priceAt(own, index) - mean) * priceAt(deviations, index);
  }
  return both / square;
}
