import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExponential, beginExponential } from '../kernels/exponential.ts';

export const tsi = defineIndicator({
  name: 'tsi',
  aliases: ['true_strength_index'],
  title: 'True strength index',
  group: 'momentum',
  formula:
    '100 · EMA(EMA(change)) / EMA(EMA(|change|)) of the closes, each EMA seeded with a simple mean; 0 where nothing ' +
    'moved',
  source: 'William Blau, Technical Analysis of Stocks & Commodities 9:11 (1991); EMA as TA-Lib’s',
  inputs: ['close'],
  parameters: [
    periodParameter('longperiod', 25, 1, 'bars of the first EMA'),
    periodParameter('shortperiod', 13, 1, 'bars of the EMA of it'),
  ],
  outputs: ['tsi'],
  scratch: ['change', 'size', 'changeOnce', 'sizeOnce', 'changeTwice', 'sizeTwice'],
  missingValues: 'restart',
  warmUp: ({ longperiod, shortperiod }) => longperiod + shortperiod - 1,
  begin: ({ longperiod, shortperiod }) => ({
    changeOnce: beginExponential(longperiod, 1),
    sizeOnce: beginExponential(longperiod, 1),
    changeTwice: beginExponential(shortperiod, longperiod),
    sizeTwice: beginExponential(shortperiod, longperiod),
    first: longperiod + shortperiod - 1,
  }),
  advance(state, work) {
    const { close, from, to, scratch, outputs } = work;
    for (let index = Math.max(from, 1); index < to; index++) {
      const change = (close[index] as number) - (close[index - 1] as number);
      scratch.change[index] = change;
      scratch.size[index] = Math.abs(change);
    }
    advanceExponential(state.changeOnce, scratch.change, scratch.changeOnce, work);
    advanceExponential(state.sizeOnce, scratch.size, scratch.sizeOnce, work);
    advanceExponential(state.changeTwice, scratch.changeOnce, scratch.changeTwice, work);
    advanceExponential(state.sizeTwice, scratch.sizeOnce, scratch.sizeTwice, work);
    for (let index = Math.max(from, state.first); index < to; index++) {
      const size = scratch.sizeTwice[index] as number;
      outputs.tsi[index] = size === 0 ? 0 : 100 * ((scratch.changeTwice[index] as number) / size);
    }
  },
});
