import { describe, expect, test } from 'vitest';
import type { NewForecast, StoredForecast } from '../../src/domain/forecast-store.ts';
import type { EpochMs, TickerSymbol } from '../../src/domain/nominal.ts';
import { scoreForecast, trackRecords } from '../../src/forecast/realised.ts';

const day = (n: number): EpochMs => (n * 86_400_000) as EpochMs;

const forecast: NewForecast = {
  symbol: 'AAA' as TickerSymbol,
  interval: '1d',
  adjust: 'total',
  origin: day(0),
  last: 100,
  scale: 2,
  level: 0.9,
  model: 'drift',
  points: [
    { ts: day(1), forecast: 101, lower: 99, upper: 103 },
    { ts: day(2), forecast: 102, lower: 98, upper: 106 },
    { ts: day(3), forecast: 103, lower: null, upper: null },
  ],
  paths: { naive: [100, 100, 100], drift: [101, 102, 103] },
  dataHash: '',
  settingsHash: '',
};

const closes = (...values: readonly (readonly [number, number])[]): Map<number, number> =>
  new Map(values.map(([n, close]) => [day(n), close]));

describe('The score of a forecast', () => {
  test('by hand', () => {
    const score = scoreForecast(forecast, closes([0, 100], [1, 104], [2, 102], [3, 99]));
    expect(score).toMatchObject({ values: 3, missing: 0, inside: 1, withInterval: 2, isFinal: true });
    expect(score?.models['naive']).toMatchObject({ mae: 7 / 3, mase: 7 / 6 });
    expect(score?.models['drift']?.mae).toBeCloseTo((3 + 0 + 4) / 3, 12);
    expect(score?.models['naive']?.rmse).toBeCloseTo(Math.sqrt((16 + 4 + 1) / 3), 12);
    expect(score?.models['naive']?.smape).toBeCloseTo((200 / 3) * (4 / 204 + 2 / 202 + 1 / 199), 12);
  });

  test('is the same after a split of four to one and a dividend have rescaled everything before', () => {
    const before = scoreForecast(forecast, closes([0, 100], [1, 104], [2, 102], [3, 99]));
    const factor = 0.25 * 0.985;
    const after = scoreForecast(
      forecast,
      closes([0, 100 * factor], [1, 104 * factor], [2, 102 * factor], [3, 99 * factor]),
    );
    expect(after?.inside).toBe(before?.inside);
    expect(after?.models['drift']?.mae).toBeCloseTo(before?.models['drift']?.mae ?? 0, 10);
  });

  test('grows with what has come, and counts days that passed without a bar', () => {
    expect(scoreForecast(forecast, closes([0, 100]))).toBeNull();
    expect(scoreForecast(forecast, closes([0, 100], [1, 101]))).toMatchObject({ values: 1, isFinal: false });
    expect(scoreForecast(forecast, closes([0, 100], [1, 101], [4, 105]))).toMatchObject({
      values: 1,
      missing: 2,
      isFinal: true,
    });
    expect(scoreForecast(forecast, closes([0, 100], [1, Number.NaN], [2, 100]))).toMatchObject({
      values: 1,
      missing: 1,
    });
  });

  test('there is none where the bar of the origin is gone', () => {
    expect(scoreForecast(forecast, closes([1, 101], [2, 100]))).toBeNull();
    expect(scoreForecast(forecast, closes([0, 0], [2, 100]))).toBeNull();
  });

  test('prices that stood still have no MASE', () => {
    const still = scoreForecast({ ...forecast, scale: 0 }, closes([0, 100], [1, 101]));
    expect(still?.models['naive']).toMatchObject({ mae: 1, mase: null });
  });
});

test('The track record weighs forecasts by their bars', () => {
  const stored = (...values: readonly (readonly [number, number])[]): StoredForecast => ({
    ...forecast,
    id: '1',
    madeAt: day(0),
    score: scoreForecast(forecast, closes([0, 100], ...values)),
  });
  const records = trackRecords([stored([1, 102]), stored([1, 104], [2, 102], [3, 99]), stored()]);
  expect(records).toMatchObject({ forecasts: 2, inside: 2, withInterval: 3, level: 0.9 });
  const naive = records.models.find(({ model }) => model === 'naive');
  expect(naive).toMatchObject({ forecasts: 2, values: 4, relativeToNaive: 1 });
  expect(naive?.mase).toBeCloseTo((2 + 7) / 4 / 2, 12);
  expect(trackRecords([]).models).toEqual([]);
});
