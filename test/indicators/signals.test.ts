import { describe, expect, test } from 'vitest';
import { quickAnalysis } from '../../src/indicators/quick-analysis.ts';
import { type SignalInputs, summariseSignals } from '../../src/indicators/signals.ts';

const nothing: SignalInputs = { close: null, rsi: null, macd: { line: null, signal: null }, sma: [] };

describe('signals', () => {
  test.each([
    [70.01, 'bearish', 'RSI 70.01 is above 70: overbought'],
    [70.001, 'bearish', 'RSI 70.001 is above 70: overbought'],
    [47.7555, 'neutral', 'RSI 47.76 is between 30 and 70'],
    [70, 'neutral', 'RSI 70 is between 30 and 70'],
    [30, 'neutral', 'RSI 30 is between 30 and 70'],
    [29.99, 'bullish', 'RSI 29.99 is below 30: oversold'],
  ])('RSI %d', (rsi, vote, reason) => {
    expect(summariseSignals({ ...nothing, rsi }).signals).toEqual([{ name: 'rsi', vote, reason }]);
  });

  test.each([
    [1.5, 1, 'bullish', 'MACD 1.5 is above its signal 1'],
    [1, 1.5, 'bearish', 'MACD 1 is below its signal 1.5'],
    [1e-15, -1e-15, 'neutral', 'MACD 1e-15 is equal to its signal -1e-15'],
  ])('MACD %d against %d', (line, signal, vote, reason) => {
    const { signals } = summariseSignals({ ...nothing, close: 100, macd: { line, signal } });
    expect(signals).toEqual([{ name: 'macd', vote, reason }]);
  });

  test('price against every average, rounding residue aside', () => {
    const sma = [
      { period: 20, value: 99 },
      { period: 50, value: 101 },
      { period: 100, value: 100 - 1e-13 },
      { period: 200, value: null },
    ];
    const { signals } = summariseSignals({ ...nothing, close: 100, sma });
    expect(signals.map(({ name, vote }) => [name, vote])).toEqual([
      ['sma_20', 'bullish'],
      ['sma_50', 'bearish'],
      ['sma_100', 'neutral'],
    ]);
    expect(signals[1]?.reason).toBe('Price 100 is below its 50-bar average 101');
  });

  test.each([
    [[99, 98, 101], 'bullish'],
    [[101, 98, 102], 'bearish'],
    [[99, 101], 'neutral'],
    [[], 'neutral'],
  ])('averages at %j make %s', (values, strength) => {
    const sma = values.map((value, index) => ({ period: index + 2, value }));
    expect(summariseSignals({ ...nothing, close: 100, sma }).strength).toBe(strength);
  });

  test('votes are counted over all kinds', () => {
    const summary = summariseSignals({
      close: 100,
      rsi: 75,
      macd: { line: -1, signal: 0 },
      sma: [{ period: 20, value: 90 }],
    });
    expect(summary.votes).toEqual({ bullish: 1, bearish: 2, neutral: 0 });
    expect(summary.strength).toBe('bearish');
  });
});

describe('quick analysis', () => {
  const inputs = { close: 110, sma20: 100, ema20: 105, rsi: 60, volumeRatio: 1.5 };

  test('numbers pass through', () => {
    expect(quickAnalysis(inputs)).toEqual({
      priceVsSma20Percent: 10,
      volumeRatio: 1.5,
      trend: 'uptrend',
      momentum: 'bullish',
    });
  });

  test.each([
    [110, 100, 105, 'uptrend'],
    [90, 100, 95, 'downtrend'],
    [100, 90, 105, 'sideways'],
    [100, 105, 90, 'sideways'],
    [100, 100, 100, 'sideways'],
    [100, 100, null, null],
  ])('price %d, averages %d and %d', (close, sma20, ema20, trend) => {
    expect(quickAnalysis({ ...inputs, close, sma20, ema20 }).trend).toBe(trend);
  });

  test.each([
    [71, 'overbought'],
    [29, 'oversold'],
    [51, 'bullish'],
    [49, 'bearish'],
    [50, 'neutral'],
    [null, null],
  ])('RSI %d', (rsi, momentum) => {
    expect(quickAnalysis({ ...inputs, rsi }).momentum).toBe(momentum);
  });

  test('without values everything is null', () => {
    const none = quickAnalysis({ close: null, sma20: null, ema20: null, rsi: null, volumeRatio: null });
    expect(Object.values(none)).toEqual([null, null, null, null]);
  });
});
