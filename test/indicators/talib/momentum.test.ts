import { expect, test } from 'vitest';
import { requireIndicator } from '../../../src/indicators/catalogue.ts';
import { momentumIndicators } from '../../../src/indicators/momentum/catalogue.ts';
import { randomSeries, seriesOf } from '../sample-series.ts';
import { describeEquality } from './comparison.ts';

const periods = (...values: number[]) => values.map((timeperiod) => ({ timeperiod }));

/** TA-Lib's numbers of the average types, but for the simple one, which is the default. */
const types = [1, 2, 3, 4, 5, 6, 7, 8];

describeEquality(
  momentumIndicators,
  {
    rsi: { variants: periods(2, 50) },
    macd: {
      variants: [
        { fastperiod: 30, slowperiod: 10, signalperiod: 3 },
        { fastperiod: 3, slowperiod: 4, signalperiod: 2 },
      ],
    },
    stoch: {
      variants: [
        { fastk_period: 5 },
        { fastk_period: 1, slowk_period: 1, slowd_period: 1 },
        { slowk_period: 7 },
        { slowk_matype: 1, slowd_matype: 4 },
        { slowk_period: 5, slowk_matype: 6, slowd_period: 4, slowd_matype: 2 },
      ],
    },
    adx: { variants: periods(2, 30) },
    stochf: {
      variants: [
        { fastk_period: 1, fastd_period: 1 },
        { fastk_period: 14, fastd_period: 7 },
        ...types.map((fastd_matype) => ({ fastd_matype })),
      ],
    },
    stochrsi: {
      variants: [
        { timeperiod: 2, fastk_period: 1, fastd_period: 1 },
        { fastk_period: 14, fastd_period: 7 },
        ...types.map((fastd_matype) => ({ fastd_matype })),
      ],
    },
    apo: {
      variants: [{ fastperiod: 30, slowperiod: 10 }, ...types.map((matype) => ({ matype }))],
    },
    ppo: {
      variants: [{ fastperiod: 30, slowperiod: 10 }, ...types.map((matype) => ({ matype }))],
    },
    macdext: {
      variants: [
        { fastperiod: 30, slowperiod: 10, signalperiod: 3, fastmatype: 1 },
        { fastmatype: 1, slowmatype: 1, signalmatype: 1 },
        { fastmatype: 5, slowmatype: 0, signalmatype: 2 },
        ...types.map((type) => ({ fastmatype: type, slowmatype: 1, signalmatype: type })),
      ],
    },
    macdfix: { variants: [{ signalperiod: 3 }] },
    adxr: { variants: periods(2, 30) },
    dx: { variants: periods(2, 30) },
    plus_di: { variants: periods(1, 2, 30) },
    minus_di: { variants: periods(1, 2, 30) },
    plus_dm: { variants: periods(1, 2, 30) },
    minus_dm: { variants: periods(1, 2, 30) },
    cmo: { variants: periods(2, 50) },
    aroon: { variants: periods(2, 25, 100) },
    aroonosc: { variants: periods(2, 25, 100) },
    bop: { variants: [] },
    imi: { variants: periods(2, 3, 50) },
    mom: { variants: periods(1, 2, 50) },
    roc: { variants: periods(1, 2, 50) },
    rocp: { variants: periods(1, 2, 50) },
    rocr: { variants: periods(1, 2, 50) },
    rocr100: { variants: periods(1, 2, 50) },
    trix: { variants: periods(2, 15) },
    ultosc: {
      variants: [
        { timeperiod1: 1, timeperiod2: 2, timeperiod3: 3 },
        { timeperiod1: 28, timeperiod2: 7, timeperiod3: 14 },
        { timeperiod1: 5, timeperiod2: 5, timeperiod3: 5 },
      ],
    },
    willr: { variants: periods(2, 100) },
    cci: { variants: periods(5, 20, 100), except: ['a price that stands still'] },
  },
  ['vortex', 'ao', 'tsi', 'er'],
);

test('cci is zero on a price that stands still, where TA-Lib divides rounding residue', () => {
  const outputs = requireIndicator('cci').compute(seriesOf(new Array<number>(250).fill(100.1)), {
    timeperiod: 20,
  });
  expect(new Set(outputs['cci']?.subarray(19))).toEqual(new Set([0]));
});

test('trix of averages over one bar is the rate of change, where TA-Lib begins before the first bar', () => {
  const series = randomSeries(60);
  const trix = requireIndicator('trix').compute(series, { timeperiod: 1 })['trix'];
  expect(trix).toEqual(requireIndicator('roc').compute(series, { timeperiod: 1 })['roc']);
  expect(trix?.findIndex(Number.isFinite)).toBe(1);
});

test('macd with a signal of one bar: the signal is the line itself', () => {
  const outputs = requireIndicator('macd').compute(randomSeries(60), {
    fastperiod: 12,
    slowperiod: 26,
    signalperiod: 1,
  });
  expect(outputs['signal']?.slice(25)).toEqual(outputs['macd']?.slice(25));
  expect(outputs['macd']?.findIndex(Number.isFinite)).toBe(25);
});
