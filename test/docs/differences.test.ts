import { describe, expect, test } from 'vitest';
import type { BarSeries } from '../../src/domain/bar.ts';
import { requireIndicator } from '../../src/indicators/catalogue.ts';
import { resolveParameters } from '../../src/indicators/parameters.ts';
import { aaplSeries, googSeries, hasGoog, hasLegacy } from '../indicators/sample-series.ts';
import * as older from './older-formulas.ts';
import { readPage, tableRows } from './pages.ts';

type Calculation = (series: BarSeries, at: number) => number;

/** One output of an indicator of ours at a bar. */
function ours(name: string, given: Readonly<Record<string, number>> = {}, output = name): Calculation {
  const definition = requireIndicator(name);
  const parameters = resolveParameters(definition, given);
  return (series, at) => definition.compute(series, parameters)[output]?.[at] ?? Number.NaN;
}

const bands = { timeperiod: 20 };
const calculations: Readonly<Record<string, { readonly old: Calculation; readonly now: Calculation }>> = {
  'Bollinger 20/2, upper': { old: (s, at) => older.olderBand(s, at, 1), now: ours('bbands', bands, 'upper') },
  'Bollinger 20/2, lower': {
    old: (s, at) => older.olderBand(s, at, -1),
    now: ours('bbands', bands, 'lower'),
  },
  'ATR 14': { old: older.olderAtr, now: ours('atr') },
  'Stochastic 14': { old: older.olderStochastic, now: ours('stoch', {}, 'slowk') },
  'ADX 14': { old: older.olderAdx, now: ours('adx') },
  OBV: { old: older.olderObv, now: ours('obv') },
  'Volume ratio': { old: older.olderVolumeRatio, now: ours('volume', {}, 'ratio') },
  'EMA 12': { old: (s, at) => older.olderEma(s, at, 12), now: ours('ema', { timeperiod: 12 }) },
  'RSI 14': { old: older.olderRsi, now: ours('rsi') },
  'MACD 12/26, line': { old: older.olderMacd, now: ours('macd') },
};

const page = readPage('docs/differences.md');
const atLastBar = tableRows(page, 'At the last bar');
const atEarlyBar = tableRows(page, 'At an early bar of GOOG');

function calculationsOf(name: string | undefined) {
  const found = calculations[name ?? ''];
  if (!found) throw new Error(`Expected a value that can be calculated. Got ${name}.`);
  return found;
}

/** A number as the page writes it: thousands separated, so many decimals. */
function expectWritten(written: string | undefined, value: number): void {
  const text = (written ?? '').replaceAll(',', '');
  const decimals = text.includes('.') ? text.length - text.indexOf('.') - 1 : 0;
  expect(value.toFixed(decimals)).toBe(text);
}

test('every calculation is in one of the tables', () => {
  const named = [...atLastBar.map((row) => row['At the last bar']), ...atEarlyBar.map((row) => row['Value'])];
  expect(Object.keys(calculations).filter((name) => !named.includes(name))).toEqual([]);
});

/** The rows of the first table; a series is there unless the tests are skipped. */
function testLastBar(symbol: 'AAPL' | 'GOOG', series: BarSeries | null): void {
  test.each(atLastBar.map((row) => [row['At the last bar'], row] as const))(
    '%s at the last bar',
    (name, row) => {
      if (!series) throw new Error('no series');
      const { old, now } = calculationsOf(name);
      const at = series.close.length - 1;
      expectWritten(row[`${symbol}, old`], old(series, at));
      expectWritten(row[`${symbol}, new`], now(series, at));
    },
  );
}

describe.skipIf(!hasGoog)('GOOG (skipped without the shared data)', () => {
  const series = hasGoog ? googSeries() : null;
  testLastBar('GOOG', series);

  test.each(atEarlyBar)('$Value at an early bar', (row) => {
    if (!series) throw new Error('no series');
    const { old, now } = calculationsOf(row['Value']);
    const bar = Number(row['At an early bar of GOOG']) - 1;
    expectWritten(row['Old'], old(series, bar));
    expectWritten(row['New'], now(series, bar));
  });
});

describe.skipIf(!hasLegacy)('AAPL (skipped without the shared data)', () => {
  testLastBar('AAPL', hasLegacy ? aaplSeries() : null);
});
