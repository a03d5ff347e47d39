import { describe, expect, test } from 'vitest';
import { StockulaError } from '../../src/domain/errors.ts';
import { analyse } from '../../src/indicators/technical-analysis.ts';
import { googSeries, hasGoog, randomSeries, seriesOf } from './sample-series.ts';

const labelsOf = (analysis: ReturnType<typeof analyse>) => analysis.indicators.map(({ label }) => label);

describe('technical analysis', () => {
  test('shows every indicator with the defaults of the older application', () => {
    const analysis = analyse(randomSeries(400));
    expect(labelsOf(analysis)).toEqual([
      'SMA 20',
      'SMA 50',
      'SMA 200',
      'EMA 12',
      'EMA 26',
      'RSI 14',
      'MACD 12/26/9',
      'BBANDS 20/2/2',
      'STOCH 14/3/3',
      'ATR 14',
      'ADX 14',
      'WILLR 14',
      'CCI 20',
      'OBV',
      'ICHIMOKU 9/26/52/26',
      'VOLUME 20',
    ]);
    const values = analysis.indicators.flatMap((reading) => Object.values(reading.values));
    expect(values).toHaveLength(27);
    expect(values.every((value) => Number.isFinite(value))).toBe(true);
    expect(analysis.signals.signals.map(({ name }) => name)).toEqual([
      'rsi',
      'macd',
      'sma_20',
      'sma_50',
      'sma_200',
    ]);
    expect(analysis.notes).toEqual([]);
  });

  test('survives JSON without loss', () => {
    const analysis = analyse(randomSeries(100));
    expect(JSON.parse(JSON.stringify(analysis))).toEqual(analysis);
  });

  test('the latest point of the lagging line is the last close', () => {
    const series = randomSeries(100);
    const reading = analyse(series, { indicators: ['ichimoku'] }).indicators[0];
    expect(reading?.values['lagging']).toBe(series.close[99]);
  });

  test('takes indicators by name and alias, once each, and other periods', () => {
    const analysis = analyse(randomSeries(100), {
      indicators: ['Williams_R', 'willr', 'sma', 'rsi'],
      smaPeriods: [5],
      rsiPeriod: 7,
    });
    expect(labelsOf(analysis)).toEqual(['WILLR 14', 'SMA 5', 'RSI 7']);
    expect(analysis.signals.signals.map(({ name }) => name)).toEqual(['rsi', 'macd', 'sma_5']);
  });

  test('too few bars: null and a note', () => {
    const analysis = analyse(randomSeries(120));
    expect(analysis.indicators.find(({ label }) => label === 'SMA 200')?.values).toEqual({ sma: null });
    expect(analysis.notes).toEqual(['SMA 200 needs 200 bars; there are 120.']);
  });

  test('no bars at all', () => {
    const analysis = analyse(seriesOf([]));
    expect(analysis).toMatchObject({ bars: 0, asOf: null, close: null });
    expect(analysis.signals).toEqual({
      signals: [],
      votes: { bullish: 0, bearish: 0, neutral: 0 },
      strength: 'neutral',
    });
    expect(analysis.notes).toContain('OBV needs 1 bar; there are 0.');
  });

  test('a missing value near the end is named', () => {
    const series = randomSeries(300);
    series.close[290] = Number.NaN;
    const { notes } = analyse(series, { indicators: ['sma'], smaPeriods: [20] });
    expect(notes[0]).toBe(
      'SMA 20 has no value at the last bar: close must be complete over the last 20 bars.',
    );
  });

  test('only the inputs with a gap are named', () => {
    const series = randomSeries(300);
    series.open[295] = Number.NaN;
    expect(analyse(series, { indicators: ['bop', 'imi'] }).notes).toEqual([
      'IMI 14 has no value at the last bar: open must be complete over the last 14 bars.',
    ]);
  });

  test('a formula without an answer is told apart from a gap', () => {
    const { notes, indicators } = analyse(seriesOf(new Array<number>(300).fill(5)), { indicators: ['imi'] });
    expect(indicators[0]?.values).toEqual({ imi: null });
    expect(notes).toContain(
      'IMI 14 has no value at the last bar: its formula divides by 0 there, or its result is too large for a number.',
    );
  });

  test('a price that stands still has no side', () => {
    const analysis = analyse(seriesOf(new Array<number>(300).fill(100.1)));
    expect(analysis.signals.strength).toBe('neutral');
    expect(analysis.signals.votes).toEqual({ bullish: 0, bearish: 0, neutral: 4 });
    expect(analysis.quick).toMatchObject({ trend: 'sideways', momentum: null });
    expect(analysis.notes).toEqual(['RSI 14 says nothing: the price did not move over its 14 bars.']);
  });

  test('unknown names and impossible periods are refused', () => {
    expect(() => analyse(randomSeries(10), { indicators: ['rsii'] })).toThrow(StockulaError);
    expect(() => analyse(randomSeries(10), { smaPeriods: [0] })).toThrow(StockulaError);
  });

  test.skipIf(!hasGoog)('GOOG at 2013-03-01 (skipped without the shared data)', () => {
    const { indicators, signals, quick } = analyse(googSeries());
    const value = (label: string, output: string) =>
      indicators.find((reading) => reading.label === label)?.values[output];
    expect(value('EMA 12', 'ema')).toBeCloseTo(793.6623420759, 8);
    expect(value('BBANDS 20/2/2', 'upper')).toBeCloseTo(812.8406000239, 8);
    expect(value('ATR 14', 'atr')).toBeCloseTo(12.2275932599, 8);
    expect(signals.strength).toBe('bullish');
    expect(quick.momentum).toBe('bullish');
  });
});
