import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { ichimoku } from '../../src/indicators/overlap/ichimoku.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { googSeries, hasGoog, randomSeries } from './sample-series.ts';

/** The definition, written as plainly as it reads. */
function naive(series: BarSeries, periods: readonly [number, number, number], displacement: number) {
  const { high, low, close } = series;
  const middle = (bar: number, period: number) => {
    if (bar - period + 1 < 0) return Number.NaN;
    const from = bar - period + 1;
    return (Math.max(...high.slice(from, bar + 1)) + Math.min(...low.slice(from, bar + 1))) / 2;
  };
  const line = (value: (bar: number) => number) => Float64Array.from(close, (_, bar) => value(bar));
  const [conversion, base, spanB] = periods;
  return {
    conversion: line((bar) => middle(bar, conversion)),
    base: line((bar) => middle(bar, base)),
    span_a: line((bar) => (middle(bar - displacement, conversion) + middle(bar - displacement, base)) / 2),
    span_b: line((bar) => middle(bar - displacement, spanB)),
    lagging: line((bar) => close[bar + displacement] ?? Number.NaN),
  };
}

describe('ichimoku equals the plain definition', () => {
  test('9/26/52 on a random walk', () => {
    const series = randomSeries(500);
    expect(ichimoku.compute(series, resolveParameters(ichimoku))).toEqual(naive(series, [9, 26, 52], 26));
  });

  test('with other parameters', () => {
    const series = randomSeries(100);
    const params = { conversion_period: 3, base_period: 1, span_b_period: 8, displacement: 0 };
    expect(ichimoku.compute(series, params)).toEqual(naive(series, [3, 1, 8], 0));
  });

  test('with missing values, which spoil only the windows that hold them', () => {
    const series = randomSeries(300);
    for (const bar of [90, 91, 200]) series.high[bar] = Number.NaN;
    series.low[150] = Number.NaN;
    series.close[151] = Number.NaN;
    expect(ichimoku.compute(series, resolveParameters(ichimoku))).toEqual(naive(series, [9, 26, 52], 26));
  });

  test('an infinite close is missing from the lagging line, far into a long series too', () => {
    const series = randomSeries(9000);
    for (const bar of [100, 8200, 8999]) series.close[bar] = Number.POSITIVE_INFINITY;
    const { lagging } = ichimoku.compute(series, resolveParameters(ichimoku));
    expect(lagging?.some((value) => value === Number.POSITIVE_INFINITY)).toBe(false);
    expect(lagging?.[8175]).toBe(series.close[8201]);
  });

  test('shorter than the shift', () => {
    const outputs = ichimoku.compute(randomSeries(20), resolveParameters(ichimoku));
    expect(outputs['conversion']?.[19]).toBeGreaterThan(0);
    for (const name of ['base', 'span_a', 'span_b', 'lagging'])
      expect(outputs[name]?.every(Number.isNaN)).toBe(true);
  });

  test.skipIf(!hasGoog)('9/26/52 on GOOG (skipped without the shared data)', () => {
    const series = googSeries();
    expect(ichimoku.compute(series, resolveParameters(ichimoku))).toEqual(naive(series, [9, 26, 52], 26));
  });
});
