import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceMean, beginMean } from '../kernels/mean.ts';

export const ao = defineIndicator({
  name: 'ao',
  aliases: ['awesome_oscillator'],
  title: 'Awesome oscillator',
  group: 'momentum',
  formula: 'SMA(fast) − SMA(slow) of (high + low) / 2',
  source: 'Bill Williams, New Trading Dimensions (1998)',
  inputs: ['high', 'low'],
  parameters: [
    periodParameter('fastperiod', 5, 1, 'bars of the fast average (swapped with the slow one if larger)'),
    periodParameter('slowperiod', 34, 1, 'bars of the slow average'),
  ],
  outputs: ['ao'],
  scratch: ['middle', 'fast', 'slow'],
  missingValues: 'restart',
  warmUp: ({ fastperiod, slowperiod }) => Math.max(fastperiod, slowperiod) - 1,
  begin: ({ fastperiod, slowperiod }) => ({
    fast: beginMean(Math.min(fastperiod, slowperiod)),
    slow: beginMean(Math.max(fastperiod, slowperiod)),
  }),
  advance(state, work) {
    const { high, low, from, to, outputs } = work;
    const { middle, fast, slow } = work.scratch;
    for (let index = from; index < to; index++) {
      middle[index] = ((high[index] as number) + (low[index] as number)) / 2;
    }
    advanceMean(state.fast, middle, fast, work);
    advanceMean(state.slow, middle, slow, work);
    for (let index = Math.max(from, state.slow.period - 1); index < to; index++) {
      outputs.ao[index] = (fast[index] as number) - (slow[index] as number);
    }
  },
});
