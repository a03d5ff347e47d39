import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExponential, beginExponential } from '../kernels/exponential.ts';
import { valueAt } from '../typed-array.ts';

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
  scratch: ['fast', 'slow', 'line', 'signal'],
  missingValues: 'restart',
  // TA-Lib starts all three lines with the signal, though the first could begin earlier. (With a signal of one bar
  // some TA-Lib versions begin a bar too early, with a value from uninitialised memory.)
  warmUp: ({ fastperiod, slowperiod, signalperiod }) => Math.max(fastperiod, slowperiod) + signalperiod - 2,
  begin({ fastperiod, slowperiod, signalperiod }) {
    const fast = Math.min(fastperiod, slowperiod);
    const slow = Math.max(fastperiod, slowperiod);
    return {
      fast: beginExponential(fast, slow - fast),
      slow: beginExponential(slow),
      signal: beginExponential(signalperiod, slow - 1),
    };
  },
  advance(state, { close, outputs, scratch, from, to }) {
    const span = { from, to };
    const { fast, slow, line, signal } = scratch;
    advanceExponential(state.fast, close, fast, span);
    advanceExponential(state.slow, close, slow, span);
    for (let index = from; index < to; index++) line[index] = valueAt(fast, index) - valueAt(slow, index);
    advanceExponential(state.signal, line, signal, span);
    const first = state.signal.first + state.signal.period - 1;
    for (let index = Math.max(from, first); index < to; index++) {
      outputs.macd[index] = valueAt(line, index);
      outputs.signal[index] = valueAt(signal, index);
      outputs.histogram[index] = valueAt(line, index) - valueAt(signal, index);
    }
  },
});
