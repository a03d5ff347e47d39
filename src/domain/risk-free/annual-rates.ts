import { StockulaError } from '../errors.ts';

/** Rates of interest without risk, one a day, ascending: fractions a year. */
export interface RateSeries {
  readonly symbol: string;
  readonly ts: Float64Array;
  readonly rates: Float64Array;
  /** How the stored values were read, one sentence each. */
  readonly notes: readonly string[];
}

interface PriceSeries {
  readonly symbol: string;
  readonly ts: Float64Array;
  readonly close: Float64Array;
}

const sessionsPerYear = 252;
const day = (text: string) => Date.parse(text);

/** When the 13-week bill yielded less than 0.2 %. */
const nearZero = [
  [day('2008-11-01'), day('2015-12-31')],
  [day('2020-03-20'), day('2022-01-31')],
] as const;

/** The instruments that tell the rate without risk, the usual one first. */
export const riskFreeSymbols = ['^IRX', '^FVX', 'BIL', 'SGOV'] as const;

/**
 * Annual rates from stored closes. `^IRX` and `^FVX` hold a yield, which the older application stored as percent or
 * as a fraction: what is below 0.2 is a fraction, as neither yielded less than 0.18 % but for the 13-week bill in two
 * spans of years, in which only less than 0.005 is one. `BIL` and `SGOV` hold prices: their rate is the return from
 * day to day, times 252; the closes must be adjusted for dividends.
 * @throws StockulaError USAGE for another symbol
 */
export function annualRates({ symbol, ts, close }: PriceSeries): RateSeries {
  if (symbol === 'BIL' || symbol === 'SGOV') return ratesOfFund({ symbol, ts, close });
  if (symbol !== '^IRX' && symbol !== '^FVX') {
    throw new StockulaError('USAGE', {
      expected: `a risk-free instrument: ${riskFreeSymbols.join(', ')}`,
      got: symbol,
      remedy: 'Choose one of them.',
    });
  }
  return ratesOfYield({ symbol, ts, close });
}

function ratesOfYield({ symbol, ts, close }: PriceSeries): RateSeries {
  const days: number[] = [];
  const rates: number[] = [];
  let fractions = 0;
  for (const [index, value] of close.entries()) {
    const at = ts[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const isFraction = Math.abs(value) < fractionsBelow(symbol, at) && value !== 0;
    if (isFraction) fractions++;
    days.push(at);
    rates.push(isFraction ? value : value / 100);
  }
  const read = (count: number, unit: string) => `${count} values of ${symbol} were read as ${unit}.`;
  const notes: string[] = [];
  if (fractions > 0) notes.push(read(fractions, 'fractions, being too small for percent'));
  if (fractions > 0 && fractions < days.length) notes.push(read(days.length - fractions, 'percent'));
  return { symbol, ts: Float64Array.from(days), rates: Float64Array.from(rates), notes };
}

function fractionsBelow(symbol: string, at: number): number {
  if (symbol === '^FVX') return 0.18;
  return nearZero.some(([from, to]) => at >= from && at <= to) ? 0.005 : 0.2;
}

function ratesOfFund({ symbol, ts, close }: PriceSeries): RateSeries {
  const days: number[] = [];
  const rates: number[] = [];
  let before = Number.NaN;
  for (const [index, price] of close.entries()) {
    if (!(price > 0)) continue;
    if (!Number.isNaN(before)) {
      days.push(ts[index] ?? Number.NaN);
      rates.push((price / before - 1) * sessionsPerYear);
    }
    before = price;
  }
  const notes = [`Rates of ${symbol} are its daily returns times ${sessionsPerYear}.`];
  return { symbol, ts: Float64Array.from(days), rates: Float64Array.from(rates), notes };
}
