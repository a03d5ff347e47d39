import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceAges } from '../kernels/ages.ts';

const description = 'bars back to which the extreme is sought; the window holds one more';

export const aroon = defineIndicator({
  name: 'aroon',
  aliases: [],
  title: 'Aroon',
  group: 'momentum',
  formula:
    '100 / n · (n − bars since the lowest low, or highest high, of the last n + 1 bars); the latest of equal ones',
  source: 'TA-Lib AROON; Tushar Chande, Technical Analysis of Stocks & Commodities 13:9 (1995)',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 14, 2, description)],
  outputs: ['aroondown', 'aroonup'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => ({ low: { at: -1 }, high: { at: -1 } }),
  advance(state, work, { timeperiod }) {
    const { aroondown, aroonup } = work.outputs;
    advanceAges(state.low, work.low, timeperiod + 1, 'lowest', aroondown, work);
    advanceAges(state.high, work.high, timeperiod + 1, 'highest', aroonup, work);
    const factor = 100 / timeperiod;
    for (let index = Math.max(work.from, timeperiod); index < work.to; index++) {
      aroondown[index] = factor * (timeperiod - (aroondown[index] as number));
      aroonup[index] = factor * (timeperiod - (aroonup[index] as number));
    }
  },
});

export const aroonosc = defineIndicator({
  name: 'aroonosc',
  aliases: ['aroon_oscillator'],
  title: 'Aroon oscillator',
  group: 'momentum',
  formula: 'Aroon up − Aroon down',
  source: 'TA-Lib AROONOSC; Tushar Chande, Technical Analysis of Stocks & Commodities 13:9 (1995)',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 14, 2, description)],
  outputs: ['aroonosc'],
  scratch: ['low', 'high'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => ({ low: { at: -1 }, high: { at: -1 } }),
  advance(state, work, { timeperiod }) {
    const { low, high } = work.scratch;
    advanceAges(state.low, work.low, timeperiod + 1, 'lowest', low, work);
    advanceAges(state.high, work.high, timeperiod + 1, 'highest', high, work);
    const { aroonosc: output } = work.outputs;
    const factor = 100 / timeperiod;
    for (let index = Math.max(work.from, timeperiod); index < work.to; index++) {
      output[index] = factor * ((low[index] as number) - (high[index] as number));
    }
  },
});
