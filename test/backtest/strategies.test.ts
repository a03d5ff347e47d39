import { describe, expect, test } from 'vitest';
import { runBacktest } from '../../src/backtest/run.ts';
import {
  findStrategy,
  requireStrategy,
  strategyCatalogue,
  strategyGroups,
} from '../../src/backtest/strategies/catalogue.ts';
import { strategyParameters } from '../../src/backtest/strategies/parameters.ts';
import { recommendedStart } from '../../src/backtest/strategies/start-date.ts';
import { seriesOf } from '../indicators/sample-series.ts';
import { plainSettings } from './sma-cross.ts';

const settings = { ...plainSettings, fill: 'close' } as const;

describe('names', () => {
  test.each([
    ['SMACross', 'smacross'],
    ['sma_cross', 'smacross'],
    ['SMACrossStrategy', 'smacross'],
    ['RSI', 'rsi'],
    ['MACDStrategy', 'macd'],
    ['doubleemacross', 'double_ema_cross'],
    ['DoubleEMACross', 'double_ema_cross'],
    ['TripleEMACross', 'triple_ema_cross'],
    ['TRIMACross', 'trima_cross'],
    ['VIDYAStrategy', 'vidya'],
    ['er', 'kaufman_efficiency'],
    ['KaufmanEfficiency', 'kaufman_efficiency'],
  ])('%s is %s', (alias, name) => {
    expect(findStrategy(alias)?.name).toBe(name);
  });

  test('an unknown one names the nearest', () => {
    expect(() => requireStrategy('smacros')).toThrow(/Did you mean smacross\?/);
    expect(() => requireStrategy('tripple_ema_cross')).toThrow(/Did you mean triple_ema_cross\?/);
  });

  test('groups hold strategies', () => {
    for (const name of Object.values(strategyGroups).flat()) expect(findStrategy(name)?.name).toBe(name);
    expect(strategyGroups['comprehensive']).toHaveLength(11);
  });
});

describe('parameters', () => {
  const cross = requireStrategy('smacross');

  test('that are no number are told as they are', () => {
    expect(() => strategyParameters(cross, { fast: Number.NaN })).toThrow(/whole number .*Got NaN/s);
    expect(() => strategyParameters(cross, { fast: null })).toThrow(/Got null/);
  });

  test('take short names, other spellings and text', () => {
    expect(strategyParameters(cross, { fast: '5', slowPeriod: 50 })).toEqual({
      fast_period: 5,
      slow_period: 50,
    });
    expect(strategyParameters(requireStrategy('rsi'), { oversold: 20 })).toMatchObject({
      oversold_threshold: 20,
    });
    expect(
      strategyParameters(requireStrategy('double_ema_cross'), { momentum_atr_multiple: 2 }),
    ).toMatchObject({
      atr_multiple: 2,
    });
  });

  test.each([
    [{ fast_period: 20, slow_period: 20 }, /slow_period \(20\) must be above fast_period \(20\)/],
    [{ fast_period: 0 }, /whole number from 1/],
    [{ fast_period: 2.5 }, /whole number from 1/],
    [{ fast_period: Number.NaN }, /whole number from 1/],
    [{ fast_period: null }, /whole number from 1/],
    [{ fast_perod: 5 }, /Did you mean fast_period\?/],
    [{ fast: 5, fast_period: 6 }, /once/],
  ])('%o are refused', (given, message) => {
    expect(() => strategyParameters(cross, given)).toThrow(message);
  });

  test('overbought must be above oversold', () => {
    expect(() => strategyParameters(requireStrategy('rsi'), { oversold: 80 })).toThrow(
      /overbought_threshold \(70\)/,
    );
  });

  test('defaults are in range and go together', () => {
    for (const strategy of strategyCatalogue) expect(() => strategyParameters(strategy)).not.toThrow();
  });
});

test('warm-up and least days are those of the older application', () => {
  const table = strategyCatalogue.map((one) => [
    one.name,
    one.warmUp(strategyParameters(one)),
    one.leastDays,
  ]);
  expect(table.slice(3)).toEqual([
    ['double_ema_cross', 55, 75],
    ['triple_ema_cross', 61, 81],
    ['trima_cross', 56, 76],
    ['vidya', 24, 44],
    ['kama', 60, 80],
    ['frama', 32, 52],
    ['vama', 21, 41],
    ['kaufman_efficiency', 10, 30],
  ]);
});

test('the recommended start is 1.4 times the least days before the end', () => {
  const start = recommendedStart(75, Date.parse('2021-03-31'));
  expect(new Date(start).toISOString().slice(0, 10)).toBe('2020-12-16');
});

describe.each(strategyCatalogue.map((strategy) => [strategy.name, strategy] as const))(
  '%s',
  (_, strategy) => {
    const run = (close: readonly number[]) =>
      runBacktest(seriesOf(close), strategy, strategyParameters(strategy), settings);

    test('does not trade prices that stand still, also after they moved', () => {
      expect(run(Array.from({ length: 300 }, () => 0.1)).trades).toEqual([]);
      const moved = [
        ...Array.from({ length: 100 }, (_, index) => 20 - 0.1 * index),
        ...new Array(300).fill(10.1),
      ];
      const late = run(moved).trades.filter(({ entryBar }) => entryBar > 250);
      expect(late).toEqual([]);
    });

    test.each([[0], [1], [2], [5]])('takes %i bars without a value that is no number', (length) => {
      const close = Array.from({ length }, (_, index) => 10 + index);
      if (length === 0) return expect(() => run(close)).toThrow(/bars/);
      const { trades, indicators } = run(close);
      expect(trades).toEqual([]);
      for (const values of Object.values(indicators)) expect(values).toHaveLength(length);
    });
  },
);

test('without volumes the volume adjusted average has no value, and nothing is traded', () => {
  const close = Array.from({ length: 200 }, (_, index) => 50 + 10 * Math.sin(index / 9));
  const vama = requireStrategy('vama');
  for (const volume of [0, Number.NaN]) {
    const bars = seriesOf(close, { volume: close.map(() => volume) });
    expect(runBacktest(bars, vama, strategyParameters(vama), settings).trades).toEqual([]);
  }
});
