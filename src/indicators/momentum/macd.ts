import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceConvergence, convergenceScratch } from '../kernels/convergence.ts';
import { beginExponential } from '../kernels/exponential.ts';

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
  scratch: convergenceScratch,
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
      first: slow + signalperiod - 2,
    };
  },
  advance: (state, work) => advanceConvergence(state, work.close, work, work),
});
