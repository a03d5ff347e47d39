import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExponential, beginExponential } from '../kernels/exponential.ts';

export const trix = defineIndicator({
  name: 'trix',
  aliases: [],
  title: 'Rate of change of a triple exponential average',
  group: 'momentum',
  formula: '100 · (T / previous T − 1), T = EMA of the EMA of the EMA; 0 where the previous T is 0',
  source: 'TA-Lib TRIX; Jack Hutson, Technical Analysis of Stocks & Commodities 1:5 (1983)',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 30, 1, 'bars of each of the three EMA')],
  outputs: ['trix'],
  scratch: ['once', 'twice', 'thrice'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 3 * (timeperiod - 1) + 1,
  begin: ({ timeperiod }) => ({
    once: beginExponential(timeperiod),
    twice: beginExponential(timeperiod, timeperiod - 1),
    thrice: beginExponential(timeperiod, 2 * (timeperiod - 1)),
  }),
  advance(state, work, { timeperiod }) {
    const { once, twice, thrice } = work.scratch;
    advanceExponential(state.once, work.close, once, work);
    advanceExponential(state.twice, once, twice, work);
    advanceExponential(state.thrice, twice, thrice, work);
    const { trix: output } = work.outputs;
    for (let index = Math.max(work.from, 3 * (timeperiod - 1) + 1); index < work.to; index++) {
      const before = thrice[index - 1] as number;
      output[index] = before === 0 ? 0 : ((thrice[index] as number) / before - 1) * 100;
    }
  },
});
