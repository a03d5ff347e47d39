import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceBuyingPressure, advancePressureRatio, beginPressure } from '../kernels/buying-pressure.ts';

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
  scratch: ['pressure', 'range', 'short', 'middle', 'long'],
  missingValues: 'restart',
  warmUp: ({ timeperiod1, timeperiod2, timeperiod3 }) => Math.max(timeperiod1, timeperiod2, timeperiod3),
  begin({ timeperiod1, timeperiod2, timeperiod3 }) {
    const periods = [timeperiod1, timeperiod2, timeperiod3].sort((a, b) => a - b);
    const [short = 0, middle = 0, long = 0] = periods;
    return {
      long,
      ratios: { short: beginPressure(short), middle: beginPressure(middle), long: beginPressure(long) },
    };
  },
  advance(state, work) {
    const { pressure, range, short, middle, long } = work.scratch;
    const { ratios, long: start } = state;
    advanceBuyingPressure(work, pressure, range, work);
    advancePressureRatio(ratios.short, start, pressure, range, short, work);
    advancePressureRatio(ratios.middle, start, pressure, range, middle, work);
    advancePressureRatio(ratios.long, start, pressure, range, long, work);
    const { ultosc: output } = work.outputs;
    for (let index = Math.max(work.from, start); index < work.to; index++) {
      const sum = 4 * (short[index] as number) + 2 * (middle[index] as number) + (long[index] as number);
      output[index] = 100 * (sum / 7);
    }
  },
});
