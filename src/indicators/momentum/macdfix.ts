import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceConvergence, convergenceScratch } from '../kernels/convergence.ts';
import { beginExponential } from '../kernels/exponential.ts';

/** Appel's periods, and the factors he rounded 2 / 13 and 2 / 27 to. */
const fast = { period: 12, factor: 0.15 };
const slow = { period: 26, factor: 0.075 };

export const macdfix = defineIndicator({
  name: 'macdfix',
  aliases: [],
  title: 'Moving average convergence/divergence 12/26 with fixed factors',
  group: 'momentum',
  formula: 'as MACD with 12 and 26 bars, but with the factors 0.15 and 0.075 in place of 2/13 and 2/27',
  source: 'TA-Lib MACDFIX; Gerald Appel',
  inputs: ['close'],
  parameters: [periodParameter('signalperiod', 9, 1, 'bars of the signal EMA')],
  outputs: ['macd', 'signal', 'histogram'],
  scratch: convergenceScratch,
  missingValues: 'restart',
  warmUp: ({ signalperiod }) => slow.period + signalperiod - 2,
  begin: ({ signalperiod }) => ({
    fast: beginExponential(fast.period, slow.period - fast.period, fast.factor),
    slow: beginExponential(slow.period, 0, slow.factor),
    signal: beginExponential(signalperiod, slow.period - 1),
    first: slow.period + signalperiod - 2,
  }),
  advance: (state, work) => advanceConvergence(state, work.close, work, work),
});
