import { defineIndicator } from './define-indicator.ts';
import { periodParameter } from './definition.ts';
import { exponentialMean } from './exponential.ts';
import { valueAt, withoutValues } from './typed-array.ts';

export const macd = defineIndicator({
  name: 'macd',
  aliases: [],
  title: 'Moving average convergence/divergence',
  group: 'momentum',
  formula:
    'macd = EMA(fast) − EMA(slow), signal = EMA of macd, histogram = macd − signal; the fast EMA is seeded with ' +
    'the last closes of the slow one’s seed',
  source: 'TA-Lib MACD; Gerald Appel',
  inputs: ['close'],
  parameters: [
    periodParameter('fastperiod', 12, 2, 'bars of the fast EMA (swapped with the slow one if larger)'),
    periodParameter('slowperiod', 26, 2, 'bars of the slow EMA'),
    periodParameter('signalperiod', 9, 1, 'bars of the signal EMA'),
  ],
  outputs: ['macd', 'signal', 'histogram'],
  missingValues: 'restart',
  // TA-Lib starts all three lines with the signal, though the first could begin earlier. (With a signal of one bar
  // some TA-Lib versions begin a bar too early, with a value from uninitialised memory.)
  warmUp: ({ fastperiod, slowperiod, signalperiod }) => Math.max(fastperiod, slowperiod) + signalperiod - 2,
  calculate({ close }, { fastperiod, slowperiod, signalperiod }) {
    const fast = Math.min(fastperiod, slowperiod);
    const slow = Math.max(fastperiod, slowperiod);
    return convergence(close, fast, slow, signalperiod);
  },
});

function convergence(close: Float64Array, fast: number, slow: number, signalPeriod: number) {
  const line = exponentialMean(close, fast, slow - fast);
  const slowMean = exponentialMean(close, slow);
  for (let index = 0; index < close.length; index++)
    line[index] = valueAt(line, index) - valueAt(slowMean, index);
  const signal = exponentialMean(line, signalPeriod, slow - 1);
  const histogram = withoutValues(close.length);
  for (let index = 0; index < close.length; index++) {
    histogram[index] = valueAt(line, index) - valueAt(signal, index);
  }
  line.fill(Number.NaN, 0, slow + signalPeriod - 2);
  return { macd: line, signal, histogram };
}
