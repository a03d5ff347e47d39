import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { requireIndicator } from '../../src/indicators/catalogue.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { googSeries, hasGoog, randomSeries, seriesOf } from './sample-series.ts';

// Indicators that TA-Lib lacks, against their definitions written out over the bars of one window, and against numbers
// that pandas and NumPy gave.

function compute(name: string, series: BarSeries, given: Record<string, number> = {}) {
  const definition = requireIndicator(name);
  return definition.compute(series, resolveParameters(definition, given));
}

const at = (values: Float64Array, index: number) => values[index] ?? Number.NaN;
const total = (from: number, to: number, of: (index: number) => number) =>
  Array.from({ length: to - from + 1 }, (_, offset) => of(from + offset)).reduce(
    (sum, value) => sum + value,
    0,
  );

function vortex({ high, low, close }: BarSeries, bar: number, side: 'plus' | 'minus'): number {
  const move = (i: number) => (side === 'plus' ? at(high, i) - at(low, i - 1) : at(low, i) - at(high, i - 1));
  const range = (i: number) =>
    Math.max(at(high, i), at(close, i - 1)) - Math.min(at(low, i), at(close, i - 1));
  return total(bar - 13, bar, (i) => Math.abs(move(i))) / total(bar - 13, bar, range);
}

function meanOfBars(bar: number, bars: number, of: (index: number) => number): number {
  return total(bar - bars + 1, bar, of) / bars;
}

const definitions: Record<string, (series: BarSeries, bar: number) => Record<string, number>> = {
  vortex: (series, bar) => ({ plus: vortex(series, bar, 'plus'), minus: vortex(series, bar, 'minus') }),
  ao: ({ high, low }, bar) => {
    const middle = (i: number) => (at(high, i) + at(low, i)) / 2;
    return { ao: meanOfBars(bar, 5, middle) - meanOfBars(bar, 34, middle) };
  },
  parkinson: ({ high, low }, bar) => {
    const mean = meanOfBars(bar, 20, (i) => Math.log(at(high, i) / at(low, i)) ** 2);
    return { parkinson: Math.sqrt(mean / (4 * Math.log(2))) };
  },
  garman_klass: ({ open, high, low, close }, bar) => {
    const mean = meanOfBars(bar, 20, (i) => {
      const [up, down, move] = [high, low, close].map((column) => Math.log(at(column, i) / at(open, i)));
      return 0.5 * ((up ?? 0) - (down ?? 0)) ** 2 - (2 * Math.log(2) - 1) * (move ?? 0) ** 2;
    });
    return { garman_klass: Math.sqrt(mean) };
  },
  rogers_satchell: ({ open, high, low, close }, bar) => {
    const mean = meanOfBars(bar, 20, (i) => {
      const [up = 0, down = 0, move = 0] = [high, low, close].map((column) =>
        Math.log(at(column, i) / at(open, i)),
      );
      return up * (up - move) + down * (down - move);
    });
    return { rogers_satchell: Math.sqrt(mean) };
  },
};

describe('indicators beyond TA-Lib', () => {
  test.each(Object.entries(definitions))('%s is what its definition says', (name, definition) => {
    const series = randomSeries(300);
    const outputs = compute(name, series);
    for (const bar of [34, 35, 36, 37, 150, 299]) {
      for (const [output, expected] of Object.entries(definition(series, bar))) {
        expect(outputs[output]?.[bar] ?? Number.NaN).toBeCloseTo(expected, 10);
      }
    }
  });

  test('tsi is ±100 on a price that only rises or only falls, and 0 on one that stands still', () => {
    const last = (closes: number[]) => compute('tsi', seriesOf(closes))['tsi']?.at(-1);
    const bars = Array.from({ length: 60 }, (_, index) => index);
    expect(last(bars.map((index) => 10 + index ** 1.5))).toBeCloseTo(100, 10);
    expect(last(bars.map((index) => 100 - index))).toBeCloseTo(-100, 10);
    expect(last(bars.map(() => 7))).toBe(0);
  });

  test('a price without a logarithm leaves no trace once it is out of the window', () => {
    const series = randomSeries(100);
    const clean = compute('parkinson', series)['parkinson'];
    series.low[50] = -1;
    const values = compute('parkinson', series)['parkinson'];
    expect(values?.[60]).toBeNaN();
    expect(values?.[70]).toBe(clean?.[70]);
  });

  test.skipIf(!hasGoog)('at the last bar of GOOG (skipped without the shared data)', () => {
    const expected = {
      vortex: [1.0607787274453941, 0.851725229503007],
      ao: [33.24552941176478],
      tsi: [32.22832391355367],
      parkinson: [0.009205631998302611],
      garman_klass: [0.008869749647521408],
      rogers_satchell: [0.008665021942595845],
    };
    for (const [name, values] of Object.entries(expected)) {
      const outputs = Object.values(compute(name, googSeries()));
      for (const [index, value] of values.entries()) {
        expect((outputs[index]?.at(-1) ?? Number.NaN) / value, name).toBeCloseTo(1, 9);
      }
    }
  });
});
