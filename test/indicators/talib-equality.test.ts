import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { findIndicator, indicatorCatalogue } from '../../src/indicators/catalogue.ts';
import type { IndicatorDefinition } from '../../src/indicators/definition.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { aaplSeries, googSeries, hasGoog, hasLegacy, randomSeries, seriesOf } from './sample-series.ts';
import { callTalib, hasTalib } from './talib.ts';

/** The C functions; 0 stands for the simple average wherever one can be chosen. */
const references: Record<
  string,
  { function: string; options: (p: Readonly<Record<string, number>>) => number[] }
> = {
  sma: { function: 'SMA', options: timeperiod },
  ema: { function: 'EMA', options: timeperiod },
  rsi: { function: 'RSI', options: timeperiod },
  macd: { function: 'MACD', options: (p) => pick(p, 'fastperiod', 'slowperiod', 'signalperiod') },
  bbands: { function: 'BBANDS', options: (p) => [...pick(p, 'timeperiod', 'nbdevup', 'nbdevdn'), 0] },
  atr: { function: 'ATR', options: timeperiod },
  stoch: {
    function: 'STOCH',
    options: (p) => [...pick(p, 'fastk_period', 'slowk_period'), 0, ...pick(p, 'slowd_period'), 0],
  },
  adx: { function: 'ADX', options: timeperiod },
  willr: { function: 'WILLR', options: timeperiod },
  cci: { function: 'CCI', options: timeperiod },
  obv: { function: 'OBV', options: () => [] },
};

const variants: Record<string, Record<string, number>[]> = {
  sma: [{}, { timeperiod: 2 }, { timeperiod: 20 }, { timeperiod: 200 }],
  ema: [{}, { timeperiod: 2 }, { timeperiod: 12 }, { timeperiod: 26 }],
  rsi: [{}, { timeperiod: 2 }, { timeperiod: 50 }],
  macd: [
    {},
    { fastperiod: 30, slowperiod: 10, signalperiod: 3 },
    { fastperiod: 3, slowperiod: 4, signalperiod: 2 },
  ],
  bbands: [{}, { timeperiod: 20 }, { timeperiod: 20, nbdevup: 1, nbdevdn: 2.5 }],
  atr: [{}, { timeperiod: 1 }, { timeperiod: 50 }],
  stoch: [
    {},
    { fastk_period: 5 },
    { fastk_period: 1, slowk_period: 1, slowd_period: 1 },
    { slowk_period: 7 },
  ],
  adx: [{}, { timeperiod: 2 }, { timeperiod: 30 }],
  willr: [{}, { timeperiod: 2 }, { timeperiod: 100 }],
  cci: [{}, { timeperiod: 5 }, { timeperiod: 20 }, { timeperiod: 100 }],
  obv: [{}],
};

const cases = Object.entries(variants).flatMap(([name, given]) => given.map((params) => ({ name, params })));

function timeperiod(params: Readonly<Record<string, number>>): number[] {
  return pick(params, 'timeperiod');
}

function pick(params: Readonly<Record<string, number>>, ...names: string[]): number[] {
  return names.map((name) => params[name] ?? Number.NaN);
}

function indicator(name: string): IndicatorDefinition {
  const definition = findIndicator(name);
  if (definition === undefined) throw new Error(`no indicator ${name}`);
  return definition;
}

/** Asserts values at the same bars and equal to 1e-9 of the larger of the two. */
function expectEqual(actual: Float64Array, expected: Float64Array, label: string): void {
  expect(actual.length).toBe(expected.length);
  let worst = 0;
  for (const [index, value] of expected.entries()) {
    const own = actual[index] ?? Number.NaN;
    if (Number.isNaN(own) !== Number.isNaN(value))
      expect.fail(`${label}: ${own}, not ${value}, at bar ${index}`);
    const scale = Math.max(Math.abs(own), Math.abs(value));
    if (scale > 0) worst = Math.max(worst, Math.abs(own - value) / scale);
  }
  expect(worst, `${label}: largest relative difference`).toBeLessThanOrEqual(1e-9);
}

async function compare(series: BarSeries, name: string, given: Record<string, number>): Promise<void> {
  const definition = indicator(name);
  const reference = references[name];
  if (reference === undefined) throw new Error(`no reference for ${name}`);
  const params = resolveParameters(definition, given);
  const inputs = definition.inputs.map((column) => series[column]);
  const talib = await callTalib(
    reference.function,
    inputs,
    reference.options(params),
    definition.outputs.length,
  );
  const own = definition.compute(series, params);
  for (const [at, output] of definition.outputs.entries()) {
    expectEqual(
      own[output] ?? new Float64Array(),
      talib.outputs[at] ?? new Float64Array(),
      `${name}.${output}`,
    );
  }
  expect(Math.min(definition.warmUp(params), series.close.length), 'warm-up').toBe(talib.begin);
}

test('cci is zero on a price that stands still, where TA-Lib divides rounding residue', () => {
  const outputs = indicator('cci').compute(seriesOf(new Array<number>(250).fill(100.1)), { timeperiod: 20 });
  expect(new Set(outputs['cci']?.subarray(19))).toEqual(new Set([0]));
});

test('macd with a signal of one bar: the signal is the line itself', () => {
  const outputs = indicator('macd').compute(randomSeries(60), {
    fastperiod: 12,
    slowperiod: 26,
    signalperiod: 1,
  });
  expect(outputs['signal']?.slice(25)).toEqual(outputs['macd']?.slice(25));
  expect(outputs['macd']?.findIndex(Number.isFinite)).toBe(25);
});

test('every indicator that TA-Lib has is compared with it', () => {
  const without = indicatorCatalogue.map(({ name }) => name).filter((name) => !(name in references));
  expect(without).toEqual(['ichimoku', 'volume']);
});

describe.skipIf(!hasTalib)('equality with TA-Lib (skipped without talib-web)', () => {
  test.each(cases)('$name $params on a random walk', ({ name, params }) =>
    compare(randomSeries(1500), name, params),
  );

  test.each(cases)('$name $params on shorter and shorter series', async ({ name, params }) => {
    for (const length of [1, 2, 3, 20, 34, 60]) await compare(randomSeries(length), name, params);
  });

  const settled = cases.filter(({ name }) => name !== 'cci');
  test.each(settled)('$name $params on a price that stands still', async ({ name, params }) => {
    await compare(seriesOf(new Array<number>(250).fill(100.1)), name, params);
  });

  test.each(cases)('$name $params on a price that leaps and is tiny', async ({ name, params }) => {
    const close = Array.from({ length: 300 }, (_, index) =>
      index % 50 === 0 ? 1e6 : 1e-5 * (1 + (index % 7)),
    );
    await compare(seriesOf(close), name, params);
  });

  describe.skipIf(!hasGoog)('on GOOG (skipped without the shared data)', () => {
    test.each(cases)('$name $params', ({ name, params }) => compare(googSeries(), name, params));
  });

  describe.skipIf(!hasLegacy)('on AAPL from the legacy database (skipped without the shared data)', () => {
    test.each(cases)('$name $params', ({ name, params }) => compare(aaplSeries(), name, params));
  });
});
