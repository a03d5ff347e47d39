import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceBuyingPressure, advanceUltimate, beginUltimate } from '../kernels/buying-pressure.ts';

export const ultosc = defineIndicator({
  name: 'ultosc',
  aliases: ['ultimate_oscillator'],
  title: 'Ultimate oscillator',
  group: 'momentum',
  formula:
    '100 · (4 · S + 2 · M + L) / 7, each the sum of buying pressure over the sum of true ranges of the shortest, ' +
    'middle and longest period; buying pressure = close − min(low, previous close); a ratio without range counts 0',
  source: 'TA-Lib ULTOSC; Larry Williams, Technical Analysis of Stocks & Commodities 3:4 (1985)',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter('timeperiod1', 7, 1, 'bars of one period; they are put in order of length'),
    periodParameter('timeperiod2', 14, 1, 'bars of another period'),
    periodParameter('timeperiod3', 28, 1, 'bars of the third period'),
  ],
  outputs: ['ultosc'],
  scratch: ['pressure', 'range'],
  missingValues: 'restart',
  warmUp: ({ timeperiod1, timeperiod2, timeperiod3 }) => Math.max(timeperiod1, timeperiod2, timeperiod3),
  begin: ({ timeperiod1, timeperiod2, timeperiod3 }) =>
    beginUltimate([timeperiod1, timeperiod2, timeperiod3]),
  advance(state, work) {
    const { pressure, range } = work.scratch;
    advanceBuyingPressure(work, pressure, range, work);
    advanceUltimate(state, pressure, range, work.outputs.ultosc, work);
  },
});
