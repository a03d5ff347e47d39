import { describe, expect, test } from 'vitest';
import { combine } from '../../src/forecast/combination.ts';
import { fitModels } from '../../src/forecast/fit-models.ts';
import { forecastSeries } from '../../src/forecast/forecast.ts';
import { presets } from '../../src/forecast/settings.ts';
import { truthAt } from '../../src/forecast/truth.ts';
import { loadEngines } from '../../src/manager/forecast/engines.ts';
import { madePrices, never, settings } from './made-series.ts';

const engines = loadEngines();
const run = (closes: ArrayLike<number>, changes: Parameters<typeof settings>[0] = {}) =>
  forecastSeries(Float64Array.from(closes), settings(changes), engines, never);

/** Numbers anywhere in an answer; JSON would turn NaN and Infinity into null silently. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

describe('No look-ahead', () => {
  test('what comes later changes nothing of what was said at an origin', () => {
    const medium = { ...presets.medium_quality, origins: 6 };
    const prices = madePrices(220);
    // The last origin of the shorter series is where the longer one ends 5 bars later.
    const short = run(prices.subarray(0, 200), medium);
    const changed = prices.map((price, at) => (at < 200 ? price : price * 3));
    expect(run(changed.subarray(0, 200), medium)).toEqual(short);
    // At the last origin of 205 bars exactly the first 200 are known.
    const withFuture = run(changed.subarray(0, 205), { ...medium, origins: 1 });
    for (const { model, mae } of withFuture.evaluation.scores) {
      if (model === 'combination') continue;
      const said = short.paths[model] ?? [];
      const errors = said.map((price, at) => Math.abs(price - (changed[200 + at] ?? Number.NaN)));
      expect(mae).toBeCloseTo(errors.reduce((sum, error) => sum + error, 0) / 5, 8);
    }
  });
});

test('what came after an origin changes neither what the models nor what their combination said there', () => {
  const asked = settings({ ...presets.medium_quality, origins: 30, window: 100 });
  const { horizon, season, arimaOrders, window } = asked;
  const saidAtOrigins = (prices: Float64Array) => {
    const values = prices.map(Math.log);
    const fits = fitModels(values, asked, { horizon, season, arimaOrders, engines }, never);
    const truth = truthAt(prices, values, fits.plan, { horizon, window, season });
    const combination = combine(fits, truth, 'MASE', (path) => path.map(Math.exp));
    const before = fits.plan.origins.filter((origin) => origin <= 250).length;
    return [...fits.fitted, combination].map(({ name, atOrigins }) => [name, atOrigins.slice(0, before)]);
  };
  const prices = madePrices(300);
  const otherwise = prices.map((price, at) => (at < 250 ? price : price * (1 + at / 100)));
  expect(saidAtOrigins(otherwise)).toEqual(saidAtOrigins(prices));
});

describe('Evaluation', () => {
  test('the metrics of the naive forecast by hand', () => {
    const prices = Array.from({ length: 80 }, (_, at) => 100 + (at % 2));
    const { evaluation } = run(prices, { horizon: 1, models: ['naive'], origins: 4, season: 2 });
    const [naive] = evaluation.scores;
    expect(evaluation).toMatchObject({ origins: 4, step: 1 });
    expect(naive).toMatchObject({ model: 'naive', seasonalMase: null, chance: null });
    for (const value of [naive?.mae, naive?.rmse, naive?.mase]) expect(value).toBeCloseTo(1, 12);
    expect(naive?.smape).toBeCloseTo(200 / 201, 12);
    expect(naive?.mape).toBeCloseTo((100 * (1 / 100 + 1 / 101)) / 2, 12);
    expect(naive?.wape).toBeCloseTo(100 / 100.5, 12);
  });

  test('a season that is there beats the naive forecast, and the sentence says so', () => {
    const noise = madePrices(200);
    const prices = noise.map((price, at) => 100 + 5 * Math.sin((2 * Math.PI * at) / 5) + (price - 100) / 50);
    const { evaluation, members } = run(prices, { origins: 20 });
    expect(evaluation.nothingBeatsNaive).toBe(false);
    expect(evaluation.verdict).toMatch(/^Better than the naive forecast .* seasonal_naive \(p = /);
    expect(members).toContain('seasonal_naive');
  });

  test('on a random walk nothing does, and the sentence says that', () => {
    const { evaluation } = run(madePrices(400), { models: presets.medium_quality.models, origins: 40 });
    expect(evaluation.scores.map(({ beatsNaive }) => beatsNaive)).not.toContain(true);
    expect(evaluation.verdict).toMatch(/^Nothing beat the naive forecast/);
  });

  test('the same question has the same answer', () => {
    const medium = { ...presets.medium_quality, origins: 5 };
    expect(run(madePrices(150), medium)).toEqual(run(madePrices(150), medium));
  });
});

describe('Intervals', () => {
  test('cover about what they promise, and say how often they did', () => {
    const { coverage, lower, upper, paths } = run(madePrices(900), { origins: 150, level: 0.8, horizon: 3 });
    expect(coverage?.measured).toBeGreaterThan(0.72);
    expect(coverage?.measured).toBeLessThan(0.88);
    expect(coverage?.origins).toBeGreaterThan(100);
    for (const [at, price] of (paths.combination ?? []).entries()) {
      expect(lower[at]).toBeLessThan(price);
      expect(upper[at]).toBeGreaterThan(price);
    }
  });

  test('are refused where too few origins stand behind them', () => {
    const few = run(madePrices(120), { origins: 8, level: 0.9 });
    expect(few.lower).toEqual([null, null, null, null, null]);
    expect(few.coverage).toMatchObject({ measured: null, values: 0 });
    expect(few.notes).toContain('No intervals: for 90 % 9 origins are needed, and there are 8.');
    expect(run(madePrices(120), { origins: 9, level: 0.9 }).lower).not.toContain(null);
  });
});

describe('Bad input', () => {
  test.each([
    ['one bar', [5]],
    ['two bars', [5, 6]],
    ['equal prices', Array.from({ length: 100 }, () => 5)],
    ['a stretch of equal prices', [...Array.from({ length: 80 }, () => 5), 6, 7, 5, 9, 8, 7, 6, 6, 7, 8, 9]],
    ['missing prices', [...madePrices(100)].map((price, at) => (at % 7 === 3 ? Number.NaN : price))],
    ['zero and negative prices', [...madePrices(100)].map((price) => price - 100)],
    ['huge prices', [...madePrices(100)].map((price) => price * 1e300)],
    ['tiny prices', [...madePrices(100)].map((price) => price * 1e-300)],
  ])('%s: finite numbers, or null', (_, closes) => {
    const answer = run(closes, { models: presets.best_quality.models, origins: 12 });
    expect(numbersIn(answer).filter((value) => !Number.isFinite(value))).toEqual([]);
    expect(answer.paths.naive).toHaveLength(5);
  });

  test('a few bars are carried on by the last price alone', () => {
    expect(run([5]).notes).toContain(
      'theta was left out: it takes 10 bars, and there is 1 before the first origin.',
    );
    expect(run([5, 70])).toMatchObject({ members: ['naive'], paths: { combination: Array(5).fill(70) } });
    expect(run(madePrices(9)).members).toEqual(['naive']);
    expect(run(madePrices(10)).members).toEqual(['naive', 'drift', 'theta']);
  });

  test('prices that may not become negative do not', () => {
    const falling = Array.from({ length: 60 }, (_, at) => Math.max(0, 59 - at));
    expect(run(falling, { models: ['drift'], chosen: 'drift' }).paths.drift).toEqual([0, 0, 0, 0, 0]);
    expect(
      run(falling, { models: ['drift'], chosen: 'drift', noNegatives: false }).paths.drift?.[0],
    ).toBeLessThan(0);
  });

  test('a model that cannot be had is noted, and replaced where it was asked for', () => {
    const answer = run(madePrices(100), {
      models: ['seasonal_naive'],
      chosen: 'seasonal_naive',
      season: null,
    });
    expect(answer.model).toBe('naive');
    expect(answer.notes).toEqual([
      'seasonal_naive was left out: there is no season.',
      'seasonal_naive gave no forecast: this is naive.',
    ]);
  });

  test('time that runs out leaves models out, and never the naive forecast', () => {
    const answer = forecastSeries(
      madePrices(300),
      settings({ models: presets.medium_quality.models }),
      engines,
      () => true,
    );
    expect(Object.keys(answer.paths)).toEqual(['naive', 'drift', 'seasonal_naive', 'theta', 'combination']);
    expect(answer.notes).toContain('ets was left out: the time limit was reached.');
  });
});
