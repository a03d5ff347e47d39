import { describe, expect, test } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';
import {
  findIndicator,
  indicatorCatalogue,
  nearestIndicatorName,
  requireIndicator,
} from '../../src/indicators/catalogue.ts';
import { indicatorGroups } from '../../src/indicators/groups.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { volume } from '../../src/indicators/volume/volume.ts';
import { seriesOf } from './sample-series.ts';

function thrownBy(action: () => unknown): StockulaError {
  try {
    action();
  } catch (thrown) {
    if (thrown instanceof StockulaError) return thrown;
    throw thrown;
  }
  throw new Error('nothing was thrown');
}

describe('catalogue', () => {
  test('names and aliases are unique and lower case', () => {
    const names = indicatorCatalogue.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toBe(name.toLowerCase());
  });

  test.each(indicatorCatalogue.map((definition) => [definition.name, definition] as const))(
    '%s: defaults lie in range and the texts are there',
    (_, definition) => {
      for (const { min, max, default: value, integer, description } of definition.parameters) {
        expect(value).toBeGreaterThanOrEqual(min);
        expect(value).toBeLessThanOrEqual(max);
        if (integer) expect(Number.isInteger(value)).toBe(true);
        expect(description).not.toBe('');
      }
      expect([definition.title, definition.formula, definition.source]).not.toContain('');
      expect(definition.outputs.length).toBeGreaterThan(0);
    },
  );

  test('TA-Lib defaults, but for the stochastic oscillator', () => {
    const defaults = Object.fromEntries(
      indicatorGroups.comprehensive.map((name) => [
        name,
        Object.values(resolveParameters(requireIndicator(name))),
      ]),
    );
    expect(defaults).toEqual({
      sma: [30],
      ema: [30],
      rsi: [14],
      macd: [12, 26, 9],
      bbands: [5, 2, 2, 0],
      stoch: [14, 3, 0, 3, 0],
      atr: [14],
      adx: [14],
      willr: [14],
      cci: [14],
      obv: [],
      ichimoku: [9, 26, 52, 26],
      volume: [20],
    });
  });

  test('groups name indicators', () => {
    for (const name of Object.values(indicatorGroups).flat()) expect(findIndicator(name)?.name).toBe(name);
  });
});

describe('names', () => {
  test.each([
    ['RSI', 'rsi'],
    [' Macd ', 'macd'],
    ['williams_r', 'willr'],
    ['Stochastic', 'stoch'],
    ['constructor', undefined],
    ['', undefined],
  ])('findIndicator(%j)', (given, name) => {
    expect(findIndicator(given)?.name).toBe(name);
  });

  test.each([
    ['rsl', 'rsi'],
    ['MADC', 'macd'],
    ['macdd', 'macd'],
    ['bband', 'bbands'],
    ['ichimuko', 'ichimoku'],
    ['stochastics', 'stoch'],
    ['qqqqqq', undefined],
  ])('nearestIndicatorName(%j)', (given, name) => {
    expect(nearestIndicatorName(given)).toBe(name);
  });

  test('requireIndicator names the near one', () => {
    const error = thrownBy(() => requireIndicator('macdd'));
    expect(error.code).toBe('USAGE');
    expect(error.message).toContain('Did you mean macd?');
  });
});

describe('resolveParameters', () => {
  const macd = requireIndicator('macd');
  const bbands = requireIndicator('bbands');

  test('text, other spellings, defaults for the rest', () => {
    expect(resolveParameters(macd, { fastPeriod: '10', slow_period: 20 })).toEqual({
      fastperiod: 10,
      slowperiod: 20,
      signalperiod: 9,
    });
    expect(resolveParameters(bbands, { nbdevup: '1.5' })).toMatchObject({ nbdevup: 1.5 });
  });

  test.each([
    [{ fastperiods: 3 }, 'Did you mean fastperiod?'],
    [{ period: 3 }, 'Did you mean fastperiod?'],
    [{ zzz: 3 }, 'It takes: fastperiod, slowperiod, signalperiod.'],
    [{ fastperiod: 1 }, 'from 2 to 100000'],
    [{ fastperiod: 100_001 }, 'from 2 to 100000'],
    [{ fastperiod: 2.5 }, 'whole number'],
    [{ fastperiod: 'ten' }, "Got 'ten'"],
    [{ fastperiod: ' ' }, 'whole number'],
    [{ fastperiod: Number.NaN }, 'whole number'],
    [{ fastperiod: 3, fastPeriod: 4 }, 'once'],
  ])('refuses %j', (given: Record<string, string | number>, text) => {
    const error = thrownBy(() => resolveParameters(macd, given));
    expect(error.code).toBe('USAGE');
    expect(error.message).toContain(text);
  });

  test('an indicator without parameters says so', () => {
    expect(thrownBy(() => resolveParameters(requireIndicator('obv'), { x: 1 })).message).toContain(
      'takes no parameters',
    );
  });

  test('unresolved parameters are a defect of the caller', () => {
    expect(() => macd.compute(seriesOf([1]), {})).toThrow(TypeError);
  });
});

test('volume: current, average and ratio', () => {
  const outputs = volume.compute(seriesOf([1, 1, 1], { volume: [100, 300, 600] }), { timeperiod: 2 });
  expect(outputs).toEqual({
    current: Float64Array.of(100, 300, 600),
    average: Float64Array.of(Number.NaN, 200, 450),
    ratio: Float64Array.of(Number.NaN, 1.5, 600 / 450),
  });
});
