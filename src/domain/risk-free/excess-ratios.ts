import { counted } from '../counted.ts';
import type { RateSeries } from './annual-rates.ts';

const sessionsPerYear = 252;
const windowDays = 252;
const dayMs = 86_400_000;
/** A rate stands for the days after it until the next one, over holidays and weekends; a lost source it does not. */
const longestGapMs = 10 * dayMs;

interface Ratios {
  readonly sharpe: number | null;
  readonly sortino: number | null;
}

/** Sharpe and Sortino ratios of what was earned beyond the rate without risk. */
export interface ExcessRatios {
  /** With the rate of each day. */
  readonly dynamic: Ratios;
  /** With the mean rate on all days. */
  readonly fixed: Ratios;
  /** The dynamic ones over the last 252 returns, at each day from the 252nd on; NaN where undefined. */
  readonly rolling: {
    readonly ts: Float64Array;
    readonly sharpe: Float64Array;
    readonly sortino: Float64Array;
  };
  /** Mean and sample deviation of the rates of those days, percent a year. */
  readonly meanRatePercent: number | null;
  readonly rateDeviationPercent: number | null;
  /** Why values are null, and which days were left out; one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Ratios of daily returns above a changing rate: excess = return − rate / 252; Sharpe = mean · 252 / (sample
 * deviation · √252); Sortino divides by √(mean of min(excess, 0)²) · √252 instead. Each day takes the last rate known
 * on it; days with none from the 10 days before are left out.
 * @param ts the days of `values`, ascending
 * @param values equity or prices, above 0, one more than there are returns
 */
export function excessRatios(ts: Float64Array, values: Float64Array, rates: RateSeries): ExcessRatios {
  const { days, returns, yearly } = withRates(ts, values, rates);
  const mean = meanOf(yearly);
  const excess = returns.map((gain, index) => gain - (yearly[index] ?? 0) / sessionsPerYear);
  const notes = [...rates.notes];
  const left = values.length - 1 - days.length;
  if (left > 0)
    notes.push(`${counted(left, 'day was', 'days were')} left out for having no rate of ${rates.symbol}.`);
  const dynamic = ratiosOf(excess);
  if (days.length < 2) notes.push(`No ratios with ${rates.symbol}: it takes two days with a rate.`);
  else if (Object.values(dynamic).includes(null)) {
    notes.push('No ratio where returns do not differ, or none falls short of the rate.');
  }
  return {
    dynamic,
    fixed: ratiosOf(returns.map((gain) => gain - mean / sessionsPerYear)),
    rolling: rollingRatios(days, excess),
    meanRatePercent: finite(mean * 100),
    rateDeviationPercent: finite(Math.sqrt(squaresAround(yearly, mean) / (yearly.length - 1)) * 100),
    notes,
  };
}

/** Returns on days with a rate, and the yearly rates. */
function withRates(ts: Float64Array, values: Float64Array, rates: RateSeries) {
  const days: number[] = [];
  const returns: number[] = [];
  const yearly: number[] = [];
  const times = [...rates.ts, Number.POSITIVE_INFINITY];
  let next = 0;
  let before = Number.NaN;
  for (const [index, value] of values.entries()) {
    const at = ts[index] ?? Number.NaN;
    while ((times[next] ?? Number.NaN) <= at) next++;
    const known = times[next - 1] ?? Number.NEGATIVE_INFINITY;
    const gain = value / before - 1;
    before = value;
    if (at - known > longestGapMs || !Number.isFinite(gain)) continue;
    days.push(at);
    returns.push(gain);
    yearly.push(rates.rates[next - 1] ?? Number.NaN);
  }
  return { days, returns, yearly };
}

/** Of the values from one index to before another. */
function ratiosOf(excess: readonly number[], from = 0, to = excess.length): Ratios {
  const count = to - from;
  let [sum, squares, downside] = [0, 0, 0];
  for (let index = from; index < to; index++) sum += excess[index] ?? 0;
  const mean = sum / count;
  for (let index = from; index < to; index++) {
    const each = excess[index] ?? 0;
    squares += (each - mean) ** 2;
    if (each < 0) downside += each * each;
  }
  const scale = mean * Math.sqrt(sessionsPerYear);
  // Below that it is the rounding of equal numbers.
  const over = (risk: number) => (count >= 2 && risk > 1e-12 ? finite(scale / risk) : null);
  return { sharpe: over(Math.sqrt(squares / (count - 1))), sortino: over(Math.sqrt(downside / count)) };
}

function rollingRatios(days: readonly number[], excess: readonly number[]): ExcessRatios['rolling'] {
  const count = Math.max(0, excess.length - windowDays + 1);
  const sharpe = new Float64Array(count);
  const sortino = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    const ratios = ratiosOf(excess, at, at + windowDays);
    sharpe[at] = ratios.sharpe ?? Number.NaN;
    sortino[at] = ratios.sortino ?? Number.NaN;
  }
  return { ts: Float64Array.from(days.slice(windowDays - 1)), sharpe, sortino };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresAround(values: readonly number[], center: number): number {
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);
