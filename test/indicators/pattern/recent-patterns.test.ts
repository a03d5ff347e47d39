import { describe, expect, test } from 'vitest';
import { Derivations } from '../../../src/indicators/derivations.ts';
import { resolveParameters } from '../../../src/indicators/parameters.ts';
import { patternIndicators } from '../../../src/indicators/pattern/catalogue.ts';
import { recentPatterns } from '../../../src/indicators/recent-patterns.ts';
import { analyse } from '../../../src/indicators/technical-analysis.ts';
import { seriesOf } from '../sample-series.ts';
import { afterQuietTime, candleWalk } from './sample-candles.ts';

describe('patterns of the last bars', () => {
  test('an engulfing that turns a fall, the latest first, and nothing older than five bars', () => {
    const series = afterQuietTime([
      [101, 102, 98, 99],
      [98, 103, 97.5, 102.5],
    ]);
    const found = analyse(series).patterns;
    expect(found).toContainEqual({
      name: 'cdlengulfing',
      title: 'Engulfing',
      ts: series.ts.at(-1),
      value: 100,
      vote: 'bullish',
    });
    const times = found.map(({ ts }) => ts);
    expect(times).toEqual([...times].sort((a, b) => b - a));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(series.ts.at(-5) ?? 0);
  });

  test('a doji points nowhere', () => {
    const series = afterQuietTime([[100, 102, 98, 100]]);
    const doji = analyse(series).patterns.find(({ name }) => name === 'cdldoji');
    expect(doji).toMatchObject({ value: 100, vote: 'neutral' });
  });

  test.each([0, 1, 9])('%i bars: none', (length) => {
    const { open, high, low, close } = candleWalk({ seed: 1, length: 9, tick: 1, move: 0, gaps: 0 });
    const cut = (column: Float64Array) => column.slice(0, length);
    const series = seriesOf(cut(close), { open: cut(open), high: cut(high), low: cut(low) });
    expect(recentPatterns(series, new Derivations(series))).toEqual([]);
  });
});

describe('derivations that several indicators share', () => {
  const series = candleWalk({ seed: 3, length: 20_000, tick: 0.05, move: 0.01, gaps: 0.5 });
  series.close[7000] = Number.NaN;

  test('change no answer', () => {
    const shared = new Derivations(series);
    for (const definition of patternIndicators) {
      const params = resolveParameters(definition);
      const alone = definition.compute(series, params)['signal'];
      expect(bytesOf(definition.compute(series, params, shared)['signal']), definition.name).toEqual(
        bytesOf(alone),
      );
    }
  });

  test('of another series are refused', () => {
    const other = new Derivations(seriesOf([1]));
    for (const definition of patternIndicators.slice(0, 1)) {
      expect(() => definition.compute(series, resolveParameters(definition), other)).toThrow(TypeError);
    }
  });

  test('a missing value starts the patterns afresh', () => {
    for (const definition of patternIndicators) {
      const params = resolveParameters(definition);
      const whole = definition.compute(series, params)['signal'] ?? new Float64Array();
      const { open, high, low, close } = series;
      const cut = (column: Float64Array) => column.slice(7001);
      const rest = seriesOf(cut(close), { open: cut(open), high: cut(high), low: cut(low) });
      expect(whole[7000]).toBeNaN();
      const afresh = definition.compute(rest, params)['signal'];
      expect(bytesOf(whole.subarray(7001)), definition.name).toEqual(bytesOf(afresh));
    }
  });
});

/** Compared in one step, which takes a thousandth of the time. */
function bytesOf(values: Float64Array | undefined): string {
  return values === undefined
    ? ''
    : Buffer.from(values.buffer, values.byteOffset, values.byteLength).toString('base64');
}
