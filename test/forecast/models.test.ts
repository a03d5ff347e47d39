import { describe, expect, test } from 'vitest';
import { models } from '../../src/forecast/models/catalogue.ts';
import type { ModelContext } from '../../src/forecast/models/model.ts';
import { loadEngines } from '../../src/manager/forecast/engines.ts';
import { madeSeries } from './made-series.ts';

const engines = loadEngines();
const context: ModelContext = { horizon: 5, season: 3, engines, arimaOrders: [{ p: 1, q: 0 }] };

const paths = (name: keyof typeof models, values: readonly number[]): number[] | null => {
  const path = models[name].predict(Float64Array.from(values), context);
  return path && [...path];
};

function expectNear(
  got: ArrayLike<number> | null | undefined,
  expected: readonly number[],
  relative: number,
) {
  expect(got).toHaveLength(expected.length);
  for (const [at, value] of expected.entries())
    expect(Math.abs((got?.[at] ?? Number.NaN) / value - 1)).toBeLessThan(relative);
}

describe('Baselines by their formulas', () => {
  test('naive, drift and seasonal naive', () => {
    expect(paths('naive', [3, 1, 4])).toEqual([4, 4, 4, 4, 4]);
    expect(paths('drift', [2, 9, 4, 8])).toEqual([10, 12, 14, 16, 18]);
    expect(paths('seasonal_naive', [9, 1, 2, 3])).toEqual([1, 2, 3, 1, 2]);
  });
});

/*
 * Numbers of statsmodels 0.13: ThetaModel(y, period=1, deseasonalize=False), ARIMA(y, order), and ETSModel(error='add',
 * trend='add'). Two optimisers agree where the likelihood is steep, so the tolerances are theirs: theta's α is one-
 * dimensional; ARIMA's coefficients come within about 1e-3, which moves a path by some 1e-5 of the price.
 */
describe('Equal to statsmodels', () => {
  const persistent = madeSeries(120, 0.4, 0.3);
  const smooth = madeSeries(120, 0, -0.6);

  test('theta', () => {
    expectNear(
      models.theta.predict(smooth, context),
      [55.069958516116536, 55.09077536146471, 55.11159220681288, 55.13240905216105, 55.15322589750922],
      1e-7,
    );
    // statsmodels stops at α = 0.99988, the bound here is 1.
    expectNear(
      models.theta.predict(persistent, context),
      [51.66329337356922, 51.66682288917474, 51.67035240478027, 51.673881920385796, 51.677411435991324],
      1e-6,
    );
  });

  test.each([
    [
      1,
      0,
      0.08054206,
      [51.7990206232544, 51.8652160876339, 51.89668962336362, 51.911654144885084, 51.91876923059675],
    ],
    [
      0,
      1,
      0.08041146,
      [51.68922611261879, 51.68922611261879, 51.68922611261879, 51.68922611261879, 51.68922611261879],
    ],
    [
      1,
      1,
      0.07905537,
      [51.74753965466337, 51.771313773864556, 51.77775548543004, 51.77950089805886, 51.77997382597777],
    ],
    [
      2,
      0,
      0.07907287,
      [51.75552339190043, 51.76781610528339, 51.76159282152438, 51.75658838429712, 51.754726296052695],
    ],
    [
      0,
      2,
      0.07902666,
      [51.74432378769876, 51.7473410994786, 51.7473410994786, 51.7473410994786, 51.7473410994786],
    ],
  ])('ARIMA(%i, 1, %i)', (p, q, variance, path) => {
    const fit = engines.arima(persistent, { p, q }, 5);
    expectNear(fit?.path, path, 1e-4);
    expect(Math.abs((fit?.variance ?? 0) / variance - 1)).toBeLessThan(1e-3);
  });

  test('ETS chooses a trend here, and its numbers', () => {
    expectNear(
      models.ets.predict(smooth, context),
      [55.084016533615106, 55.1277612372962, 55.17150594097729, 55.21525064465838, 55.258995348339475],
      1e-5,
    );
  });

  test('ARIMA takes the order with the least AICc, as statsmodels has it too, and its path', () => {
    const orders = [
      { p: 1, q: 0 },
      { p: 0, q: 1 },
      { p: 2, q: 0 },
    ];
    const chosen = models.arima.predict(persistent, { ...context, arimaOrders: orders });
    expect(chosen).toEqual(engines.arima(persistent, { p: 0, q: 1 }, 5)?.path);
  });
});

describe('Series that libraries stumble over', () => {
  const constant = new Float64Array(120).fill(7);

  test.each(['theta', 'ets', 'arima', 'mstl'] as const)('%s carries a constant on', (name) => {
    const path = models[name].predict(constant, context);
    expectNear(path, [7, 7, 7, 7, 7], 1e-6);
  });

  test('too few values and missing ones have no fit, and the library goes on working', () => {
    expect(engines.ets(Float64Array.of(1, 2, 3), 5)).toBeNull();
    expect(engines.arima(Float64Array.of(1, 2, 3), { p: 1, q: 0 }, 5)).toBeNull();
    expect(engines.ets(madeSeries(60, 0, 0).fill(Number.NaN, 20, 21), 5)).toBeNull();
    expect(engines.ets(madeSeries(60, 0, 0), 5)).toHaveLength(5);
  });

  test('a path of ARIMA that explodes is passed over', () => {
    const values = madeSeries(120, 0.4, 0.3);
    const exploding: ModelContext = {
      ...context,
      engines: {
        ...engines,
        arima: () => ({ path: Float64Array.of(60, 216_267, 8e8, 3e12, 1e16), variance: 0.08 }),
      },
    };
    expect(models.arima.predict(values, exploding)).toEqual(models.naive.predict(values, context));
  });

  test('nothing is written to stdout or stderr', () => {
    const written: unknown[] = [];
    const { log, error } = console;
    Object.assign(console, {
      log: (text: unknown) => written.push(text),
      error: (text: unknown) => written.push(text),
    });
    try {
      engines.arima(new Float64Array(60).fill(Number.NaN), { p: 2, q: 2 }, 5);
      for (let at = 0; at < 60; at += 1) engines.arima(madeSeries(40 + at, 0.9, -0.9), { p: 2, q: 2 }, 5);
    } finally {
      Object.assign(console, { log, error });
    }
    expect(written).toEqual([]);
  });
});
