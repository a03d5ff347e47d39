import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { requireIndicator } from '../../src/indicators/catalogue.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { googSeries, hasGoog, randomSeries, seriesOf } from './sample-series.ts';

// Indicators that TA-Lib lacks, against their definitions written as plainly as they read.

type Line = (bar: number) => number;

function compute(name: string, series: BarSeries, given: Record<string, string | number> = {}) {
  const definition = requireIndicator(name);
  return definition.compute(series, resolveParameters(definition, given));
}

/** Asserts equality to 1e-9 of the value, and values from bar `first` on. */
function expectLine(actual: Float64Array | undefined, first: number, expected: Line): void {
  expect(actual?.findIndex(Number.isFinite)).toBe(first);
  actual?.forEach((value, bar) => {
    if (bar < first) return;
    const wanted = expected(bar);
    expect(Math.abs(value - wanted), `bar ${bar}: ${value}, not ${wanted}`).toBeLessThanOrEqual(
      1e-9 * Math.max(Math.abs(wanted), 1e-6),
    );
  });
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const windowOf = (values: Float64Array, bar: number, count: number) => values.slice(bar - count + 1, bar + 1);
const mean = (values: Float64Array) => sum(values) / values.length;
const range = (values: Float64Array) => Math.max(...values) - Math.min(...values);

/** An average that moves by `weight` of the way to each close, from a seed at bar `first`. */
function adaptive(close: Float64Array, first: number, seed: number, weight: Line): Float64Array {
  const line = new Float64Array(close.length).fill(Number.NaN);
  line[first] = seed;
  for (let bar = first + 1; bar < close.length; bar++) {
    const before = line[bar - 1] ?? 0;
    line[bar] = before + weight(bar) * ((close[bar] ?? 0) - before);
  }
  return line;
}

const moves = (close: Float64Array, bar: number, count: number) =>
  Array.from({ length: count }, (_, age) => (close[bar - age] ?? 0) - (close[bar - age - 1] ?? 0));
const efficiency = (close: Float64Array, bar: number, count: number) =>
  Math.abs((close[bar] ?? 0) - (close[bar - count] ?? 0)) / sum(moves(close, bar, count).map(Math.abs));

const everySeries: [string, () => BarSeries][] = [['a random walk', () => randomSeries(400)]];
if (hasGoog) everySeries.push(['GOOG', googSeries]);

describe.each(everySeries)('on %s', (_, make) => {
  const series = make();
  const { high, low, close, volume } = series;

  test('er', () => {
    expectLine(compute('er', series)['er'], 10, (bar) => efficiency(close, bar, 10));
  });

  test('kama_seeded', () => {
    const [fast, slow] = [2 / 5, 2 / 61];
    const line = adaptive(
      close,
      19,
      mean(close.slice(0, 20)),
      (bar) => (efficiency(close, bar, 20) * (fast - slow) + slow) ** 2,
    );
    const given = { er_period: 20, fast_period: 4, slow_period: 60 };
    expectLine(compute('kama_seeded', series, given)['kama_seeded'], 19, (bar) => line[bar] ?? 0);
  });

  test('vidya', () => {
    const line = adaptive(close, 11, mean(close.slice(0, 12)), (bar) => {
      const nine = moves(close, bar, 9);
      return ((2 / 13) * Math.abs(sum(nine))) / sum(nine.map(Math.abs));
    });
    expectLine(compute('vidya', series)['vidya'], 11, (bar) => line[bar] ?? 0);
  });

  test('frama', () => {
    const line = adaptive(close, 15, mean(close.slice(0, 16)), (bar) => {
      const [one, two] = [range(windowOf(close, bar - 8, 8)) / 8, range(windowOf(close, bar, 8)) / 8];
      const three = range(windowOf(close, bar, 16)) / 16;
      const dimension = Math.log2((one + two) / three);
      return Math.exp(-4.6 * (Math.min(2, Math.max(1, dimension)) - 1));
    });
    expectLine(compute('frama', series)['frama'], 15, (bar) => line[bar] ?? 0);
  });

  test('vama', () => {
    const ratio = (bar: number) => ((volume[bar] ?? 0) * (close[bar] ?? 0)) / mean(windowOf(volume, bar, 8));
    const last = (bar: number) => Array.from({ length: 8 }, (_, age) => bar - age);
    expectLine(compute('vama', series)['vama'], 14, (bar) => {
      const weighted = last(bar).map((at) => ratio(at) * (close[at] ?? 0));
      return sum(weighted) / sum(last(bar).map(ratio));
    });
  });

  test('cmf and vwma', () => {
    const flow = high.map((top, bar) => {
      const [bottom, end] = [low[bar] ?? 0, close[bar] ?? 0];
      return top === bottom ? 0 : ((2 * end - bottom - top) / (top - bottom)) * (volume[bar] ?? 0);
    });
    const turnover = close.map((price, bar) => price * (volume[bar] ?? 0));
    const volumes = (bar: number) => sum(windowOf(volume, bar, 20));
    expectLine(compute('cmf', series)['cmf'], 19, (bar) => sum(windowOf(flow, bar, 20)) / volumes(bar));
    expectLine(compute('vwma', series)['vwma'], 19, (bar) => sum(windowOf(turnover, bar, 20)) / volumes(bar));
  });

  test('donchian', () => {
    const { upper, middle, lower } = compute('donchian', series);
    const top: Line = (bar) => Math.max(...windowOf(high, bar, 20));
    const bottom: Line = (bar) => Math.min(...windowOf(low, bar, 20));
    expectLine(upper, 19, top);
    expectLine(lower, 19, bottom);
    expectLine(middle, 19, (bar) => (top(bar) + bottom(bar)) / 2);
  });

  test('keltner stands around EMA and ATR, which are TA-Lib’s', () => {
    const { upper, middle, lower } = compute('keltner', series, { multiplier: 1.5 });
    const ema = compute('ema', series, { timeperiod: 20 })['ema'] ?? new Float64Array();
    const atr = compute('atr', series, { timeperiod: 10 })['atr'] ?? new Float64Array();
    expectLine(middle, 19, (bar) => ema[bar] ?? 0);
    expectLine(upper, 19, (bar) => (ema[bar] ?? 0) + 1.5 * (atr[bar] ?? 0));
    expectLine(lower, 19, (bar) => (ema[bar] ?? 0) - 1.5 * (atr[bar] ?? 0));
  });
});

describe('vwap', () => {
  /** Hourly bars over 60 days from 2023-12-20, a Wednesday. */
  function hourly(): BarSeries {
    const series = randomSeries(60 * 24);
    const start = Date.UTC(2023, 11, 20);
    return { ...series, ts: series.ts.map((_, bar) => start + bar * 3_600_000) };
  }

  const series = hourly();
  const average = (from: number, to: number) => {
    let [turnover, units] = [0, 0];
    for (let bar = from; bar <= to; bar++) {
      const price = ((series.high[bar] ?? 0) + (series.low[bar] ?? 0) + (series.close[bar] ?? 0)) / 3;
      turnover += price * (series.volume[bar] ?? 0);
      units += series.volume[bar] ?? 0;
    }
    return turnover / units;
  };
  /** The last bar up to `bar` at which `isFirst` holds of its date. */
  const anchoredAt = (bar: number, isFirst: (date: Date) => boolean) => {
    for (let at = bar; at > 0; at--) if (isFirst(new Date(series.ts[at] ?? 0))) return at;
    return 0;
  };
  const isMidnight = (date: Date) => date.getUTCHours() === 0;

  test.each([
    ['session', {}, isMidnight],
    ['week', {}, (date: Date) => isMidnight(date) && date.getUTCDay() === 1],
    ['month', {}, (date: Date) => isMidnight(date) && date.getUTCDate() === 1],
    ['year', {}, (date: Date) => isMidnight(date) && date.getUTCDate() === 1 && date.getUTCMonth() === 0],
    ['start', {}, () => false],
    ['session', { day_starts: 22 }, (date: Date) => date.getUTCHours() === 22],
  ])('%s %j', (anchor, given, isFirst) => {
    expectLine(compute('vwap', series, { anchor, ...given })['vwap'], 0, (bar) =>
      average(anchoredAt(bar, isFirst), bar),
    );
  });

  test('since a day', () => {
    const line = compute('vwap', series, { anchor: 'start', since: '20240102' })['vwap'];
    expectLine(line, 13 * 24, (bar) => average(13 * 24, bar));
  });

  test('an incomplete bar adds nothing, and without volume there is no value', () => {
    const close = [10, 20, Number.NaN, 40];
    const line = compute('vwap', seriesOf(close, { volume: [0, 5, 7, 5] }), { anchor: 'start' })['vwap'];
    expect([...(line ?? [])]).toEqual([Number.NaN, 20, Number.NaN, 30]);
  });
});

test('ad carries its total over a missing value', () => {
  const series = seriesOf([10, 12, 11, 10], {
    high: [12, 12, Number.NaN, 12],
    low: [8, 8, 8, 8],
    volume: [100, 10, 10, 4],
  });
  expect([...(compute('ad', series)['ad'] ?? [])]).toEqual([0, 10, Number.NaN, 10]);
});

test('frama keeps its dimension where the closes of a half stand still', () => {
  const close = [1, 2, 3, 4, 4, 4, 4, 4, 4, 4];
  const line = compute('frama', seriesOf(close), { timeperiod: 4 })['frama'];
  // Without a dimension yet the average follows at once, and later at the rate known last.
  expect([...(line?.slice(3) ?? [])].every((value) => value >= 2.5 && value <= 4)).toBe(true);
  expect(line?.at(-1)).toBeGreaterThan(3.9);
});
