import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import type { IndicatorDefinition } from '../../src/indicators/definition.ts';
import { rsi } from '../../src/indicators/momentum/rsi.ts';
import { sma } from '../../src/indicators/overlap/sma.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { obv } from '../../src/indicators/volume/obv.ts';
import { randomSeries, seriesOf, sliceSeries } from './sample-series.ts';

const all = indicatorCatalogue.map((definition) => [definition.name, definition] as const);
const restarting = all.filter(([, definition]) => definition.missingValues === 'restart');
const gapBars = [0, 1, 120, 121, 300];

function compute(definition: IndicatorDefinition, series: BarSeries) {
  return definition.compute(series, resolveParameters(definition));
}

function withGaps(series: BarSeries, missing = Number.NaN): BarSeries {
  const copy = sliceSeries(series, 0, series.close.length);
  for (const bar of gapBars) {
    for (const column of ['open', 'high', 'low', 'close', 'volume'] as const) copy[column][bar] = missing;
  }
  return copy;
}

const hostile: Record<string, BarSeries> = {
  'no bars': seriesOf([]),
  'one bar': seriesOf([100]),
  'nothing but missing values': seriesOf(new Array<number>(100).fill(Number.NaN)),
  'missing values inside': withGaps(randomSeries(400)),
  'infinite values inside': withGaps(randomSeries(400), Number.POSITIVE_INFINITY),
  'a price that stands still': seriesOf(new Array<number>(300).fill(5)),
  zeros: seriesOf(new Array<number>(300).fill(0), { volume: new Array<number>(300).fill(0) }),
  'numbers near overflow': seriesOf(
    Array.from({ length: 300 }, (_, index) => (index % 2 ? 1.7e308 : -1.7e308)),
  ),
  'numbers near underflow': seriesOf(Array.from({ length: 300 }, (_, index) => (index % 3) * 5e-324)),
  'closes outside high and low': seriesOf(
    Array.from({ length: 300 }, (_, index) => index * 1e300),
    { high: new Array<number>(300).fill(5e-324), low: new Array<number>(300).fill(0) },
  ),
};

describe.each(Object.entries(hostile))('%s', (_, series) => {
  test.each(all)('%s: full length, no infinity, input untouched', (_name, definition) => {
    const before = structuredClone(series);
    const outputs = compute(definition, series);
    expect(Object.keys(outputs)).toEqual(definition.outputs);
    for (const values of Object.values(outputs)) {
      expect(values).toHaveLength(series.close.length);
      expect(values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY)).toBe(false);
    }
    expect(series).toEqual(before);
  });
});

describe('a gap', () => {
  const whole = randomSeries(400);

  test.each(restarting)('%s starts afresh after it', (_, definition) => {
    const outputs = compute(definition, withGaps(whole));
    const runs = [
      [2, 120],
      [122, 300],
      [301, 400],
    ] as const;
    for (const [start, end] of runs) {
      const alone = compute(definition, sliceSeries(whole, start, end));
      for (const output of definition.outputs) {
        expect(outputs[output]?.slice(start, end)).toEqual(alone[output]);
      }
    }
    for (const bar of gapBars) {
      for (const output of definition.outputs) expect(outputs[output]?.[bar]).toBeNaN();
    }
  });

  test('a moving window waits until it holds no missing value', () => {
    const values = sma.compute(seriesOf([1, 2, Number.NaN, 4, 6, 8]), { timeperiod: 2 })['sma'];
    expect([...(values ?? [])]).toEqual([Number.NaN, 1.5, Number.NaN, Number.NaN, 5, 7]);
  });

  test('only the inputs of an indicator matter to it', () => {
    const series = randomSeries(60);
    series.volume.fill(Number.NaN);
    expect(rsi.compute(series, { timeperiod: 14 })['rsi']?.[59]).toBeGreaterThan(0);
    expect(obv.compute(series, {})['obv']?.every(Number.isNaN)).toBe(true);
  });

  test('obv carries its total over it and compares with the last complete bar', () => {
    const close = [10, 11, Number.NaN, 10, 12];
    const volume = [100, 20, 50, 3, Number.NaN];
    expect([...(obv.compute(seriesOf(close, { volume }), {})['obv'] ?? [])]).toEqual([
      100,
      120,
      Number.NaN,
      117,
      Number.NaN,
    ]);
  });
});

describe('warm-up', () => {
  test.each(all)(
    '%s has its first complete bar right after it, and none in a series as long',
    (_, definition) => {
      const params = resolveParameters(definition);
      const warmUp = definition.warmUp(params);
      const isValued = (series: BarSeries) => {
        const outputs = definition.compute(series, params);
        // The lagging line runs ahead of its bar and so ends before the last one.
        const names = definition.outputs.filter((output) => output !== 'lagging');
        return names.every((output) => Number.isFinite(outputs[output]?.at(-1)));
      };
      expect(isValued(randomSeries(warmUp))).toBe(false);
      expect(isValued(randomSeries(warmUp + 1))).toBe(true);
    },
  );
});
