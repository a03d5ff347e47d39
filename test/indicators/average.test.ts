import { expect, test } from 'vitest';
import { requireIndicator } from '../../src/indicators/catalogue.ts';
import { averageOf, averageTypes } from '../../src/indicators/kernels/average.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { randomSeries } from './sample-series.ts';

const series = randomSeries(300);

test.each(averageTypes)('%s of a column equals the indicator, chosen by name or number', (type) => {
  const ma = requireIndicator('ma');
  const byName = ma.compute(series, resolveParameters(ma, { timeperiod: 9, matype: type }));
  const byNumber = ma.compute(
    series,
    resolveParameters(ma, { timeperiod: 9, matype: averageTypes.indexOf(type) }),
  );
  expect(averageOf(series.close, type, 9)).toEqual(byName['ma']);
  expect(byNumber).toEqual(byName);
  expect(byName['ma']?.at(-1)).toBeGreaterThan(0);
});

test('a type of average that nobody knows is refused with those there are', () => {
  expect(() => resolveParameters(requireIndicator('ma'), { matype: 'hull' })).toThrow(
    /or one of sma, ema, wma/,
  );
});

test('bands around an average that begins before their window wait for the window', () => {
  const bbands = requireIndicator('bbands');
  const params = resolveParameters(bbands, { timeperiod: 50, matype: 'mama' });
  const { upper, middle } = bbands.compute(series, params);
  expect(bbands.warmUp(params)).toBe(49);
  expect(upper?.findIndex(Number.isFinite)).toBe(49);
  expect(middle?.at(-1)).toBe(averageOf(series.close, 'mama', 50).at(-1));
});
