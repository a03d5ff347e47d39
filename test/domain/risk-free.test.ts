import { describe, expect, test } from 'vitest';
import { annualRates, riskFreeSymbols } from '../../src/domain/risk-free/annual-rates.ts';
import { excessRatios } from '../../src/domain/risk-free/excess-ratios.ts';

const day = (text: string) => Date.parse(text);
const count = 300;
const ts = Float64Array.from({ length: count }, (_, index) => day('2018-01-02') + index * 86_400_000);
let log = 0;
const equity = Float64Array.from({ length: count }, (_, index) => {
  log += 0.0004 + 0.01 * Math.sin(index * 1.7) + 0.004 * Math.cos(index * index * 0.01);
  return 1000 * Math.exp(log);
});
const rates = annualRates({
  symbol: '^IRX',
  ts,
  close: Float64Array.from({ length: count }, (_, index) => 1.2 + 0.5 * Math.sin(index * 0.05)),
});

describe('ratios above the rate without risk', () => {
  // Calculated with pandas 1.5.3 from the definitions of the older application.
  test('equal those of pandas', () => {
    const found = excessRatios(ts, equity, rates);
    expect(found.dynamic.sharpe).toBeCloseTo(0.8400393757282992, 10);
    expect(found.dynamic.sortino).toBeCloseTo(1.2325929095957997, 10);
    expect(found.fixed.sharpe).toBeCloseTo(0.8400542945891024, 10);
    expect(found.fixed.sortino).toBeCloseTo(1.2325806701563142, 10);
    expect(found.meanRatePercent).toBeCloseTo(1.2582964581916523, 10);
    expect(found.rateDeviationPercent).toBeCloseTo(0.355517423469241, 10);
    expect(found.notes).toEqual([]);
  });

  test('roll over 252 returns', () => {
    const { rolling } = excessRatios(ts, equity, rates);
    expect(rolling.sharpe).toHaveLength(48);
    expect(rolling.sharpe[0]).toBeCloseTo(1.0373050844467029, 10);
    expect(rolling.sharpe.at(-1)).toBeCloseTo(0.6834365267682425, 10);
    expect(rolling.sortino.at(-1)).toBeCloseTo(0.9944843795336397, 10);
    expect(rolling.ts[0]).toBe(ts[252]);
  });

  test('take the last known rate over a gap, and leave days out that have none', () => {
    const sparse = { ...rates, ts: ts.slice(0, 100), rates: rates.rates.slice(0, 100) };
    const found = excessRatios(ts, equity, sparse);
    expect(found.notes).toEqual(['190 days were left out for having no rate of ^IRX.']);
  });

  test('are null with a reason where nothing differs or nothing is known', () => {
    const still = excessRatios(ts, new Float64Array(count).fill(5), {
      ...rates,
      rates: new Float64Array(count),
    });
    expect(still.dynamic).toEqual({ sharpe: null, sortino: null });
    expect(still.notes).toHaveLength(1);
    const none = excessRatios(ts, equity, { ...rates, ts: new Float64Array(0), rates: new Float64Array(0) });
    expect(none.dynamic.sharpe).toBeNull();
    expect(none.meanRatePercent).toBeNull();
    expect(none.notes).toHaveLength(2);
  });
});

describe('annual rates', () => {
  const read = (symbol: string, days: string[], close: number[]) =>
    annualRates({ symbol, ts: Float64Array.from(days, day), close: Float64Array.from(close) });

  test('tell percent from fractions by their size', () => {
    const mixed = read('^IRX', ['2019-01-02', '2019-01-03', '2019-01-04'], [2.35, 0.0236, Number.NaN]);
    expect([...mixed.rates]).toEqual([0.0235, 0.0236]);
    expect(mixed.notes).toHaveLength(2);
  });

  test('know the years in which the bill yielded next to nothing', () => {
    const low = read('^IRX', ['2012-05-01', '2012-05-02', '2012-05-03'], [0.09, 0.0009, 0]);
    expect([...low.rates]).toEqual([0.0009, 0.0009, 0]);
  });

  test('come from the returns of funds', () => {
    const fund = read('BIL', ['2023-01-02', '2023-01-03', '2023-01-04'], [100, 100.01, 100.03]);
    expect(fund.rates[0]).toBeCloseTo(0.0252, 10);
    expect(fund.rates).toHaveLength(2);
  });

  test('are refused for anything else', () => {
    expect(() => read('AAPL', [], [])).toThrow('^IRX');
    for (const symbol of riskFreeSymbols) expect(read(symbol, [], []).rates).toHaveLength(0);
  });
});
