import { defineIndicator } from '../define-indicator.ts';
import { type Columns, periodParameter } from '../definition.ts';
import { advanceWindowSum } from '../kernels/windows.ts';
import type { Span } from '../recipe.ts';

type Prices = Pick<Columns, 'open' | 'high' | 'low' | 'close'>;

/** Writes what each bar tells of the variance of one bar’s logarithmic return. */
type BarVariance = (prices: Prices, output: Float64Array, span: Span) => void;

export const parkinson = rangeVolatility('parkinson', {
  title: 'Parkinson volatility',
  formula: '√(mean of ln(high / low)² / (4 ln 2))',
  source: 'Michael Parkinson, Journal of Business 53:1 (1980)',
  inputs: ['high', 'low'],
  variance({ high, low }, output, { from, to }) {
    const share = 1 / (4 * Math.LN2);
    for (let index = from; index < to; index++) {
      const range = Math.log((high[index] as number) / (low[index] as number));
      output[index] = range * range * share;
    }
  },
});

export const garmanKlass = rangeVolatility('garman_klass', {
  title: 'Garman–Klass volatility',
  formula: '√(mean of ½ ln(high / low)² − (2 ln 2 − 1) ln(close / open)²)',
  source: 'Garman and Klass, Journal of Business 53:1 (1980), the estimator they call practical',
  inputs: ['open', 'high', 'low', 'close'],
  variance({ open, high, low, close }, output, { from, to }) {
    const share = 2 * Math.LN2 - 1;
    for (let index = from; index < to; index++) {
      const range = Math.log((high[index] as number) / (low[index] as number));
      const move = Math.log((close[index] as number) / (open[index] as number));
      output[index] = 0.5 * range * range - share * move * move;
    }
  },
});

export const rogersSatchell = rangeVolatility('rogers_satchell', {
  title: 'Rogers–Satchell volatility',
  formula:
    '√(mean of ln(high / close) · ln(high / open) + ln(low / close) · ln(low / open)), which no trend distorts',
  source: 'Rogers and Satchell, Annals of Applied Probability 1:4 (1991)',
  inputs: ['open', 'high', 'low', 'close'],
  variance({ open, high, low, close }, output, { from, to }) {
    for (let index = from; index < to; index++) {
      const top = high[index] as number;
      const bottom = low[index] as number;
      const first = open[index] as number;
      const last = close[index] as number;
      output[index] =
        Math.log(top / last) * Math.log(top / first) + Math.log(bottom / last) * Math.log(bottom / first);
    }
  },
});

function rangeVolatility<const Name extends string>(
  name: Name,
  of: {
    readonly title: string;
    readonly formula: string;
    readonly source: string;
    readonly inputs: readonly (keyof Prices)[];
    readonly variance: BarVariance;
  },
) {
  return defineIndicator({
    name,
    aliases: [],
    title: of.title,
    group: 'volatility',
    formula: `${of.formula} over n bars: deviation of one bar’s logarithmic return, not annualised; no value where a price is not positive`,
    source: of.source,
    inputs: of.inputs,
    parameters: [periodParameter('timeperiod', 20, 1, 'bars in the mean')],
    outputs: [name],
    scratch: ['variance'],
    missingValues: 'restart',
    warmUp: ({ timeperiod }) => timeperiod - 1,
    begin: () => null,
    advance(_, work, { timeperiod }) {
      const output = work.outputs[name];
      of.variance(work, work.scratch.variance, work);
      // Sums of their own for each bar: what one bar without a logarithm left would stay in a running sum.
      advanceWindowSum(work.scratch.variance, timeperiod, output, work);
      for (let index = Math.max(work.from, timeperiod - 1); index < work.to; index++) {
        output[index] = Math.sqrt((output[index] as number) / timeperiod);
      }
    },
  });
}
