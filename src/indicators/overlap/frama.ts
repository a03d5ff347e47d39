import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceExtreme, beginHighest, beginLowest } from '../kernels/extremes.ts';

export const frama = defineIndicator({
  name: 'frama',
  aliases: [],
  title: 'Fractal adaptive moving average',
  group: 'overlap',
  formula:
    'previous + a · (close − previous), a = e^(−4.6 · (D − 1)), D = (ln(N1 + N2) − ln N3) / ln 2 within 1 and 2, N1 ' +
    'and N2 the ranges of the closes of both halves by n / 2, N3 that of all by n; D stays where a half did not move; ' +
    'seeded with the mean of n closes',
  source:
    'John Ehlers, Fractal Adaptive Moving Averages (2005), on closes as in the older application; not in TA-Lib',
  inputs: ['close'],
  parameters: [periodParameter('timeperiod', 16, 2, 'bars n; an odd number counts as the next even one')],
  outputs: ['frama'],
  scratch: ['highest', 'lowest', 'halfHighest', 'halfLowest'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => evenOf(timeperiod) - 1,
  begin({ timeperiod }) {
    const period = evenOf(timeperiod);
    return {
      highest: beginHighest(period),
      lowest: beginLowest(period),
      halfHighest: beginHighest(period / 2),
      halfLowest: beginLowest(period / 2),
      factor: 1,
      mean: 0,
    };
  },
  advance(state, work, { timeperiod }) {
    const { close, outputs, scratch, from, to } = work;
    for (const line of ['highest', 'lowest', 'halfHighest', 'halfLowest'] as const) {
      advanceExtreme(state[line], close, scratch[line], work);
    }
    const period = evenOf(timeperiod);
    const half = period / 2;
    const halfRange = (index: number) =>
      ((scratch.halfHighest[index] as number) - (scratch.halfLowest[index] as number)) / half;
    for (let index = from; index < Math.min(to, period); index++) state.mean += close[index] as number;
    if (from < period && to >= period) {
      state.mean /= period;
      outputs.frama[period - 1] = state.mean;
    }
    for (let index = Math.max(from, period); index < to; index++) {
      const whole = ((scratch.highest[index] as number) - (scratch.lowest[index] as number)) / period;
      state.factor = factorOf(halfRange(index - half), halfRange(index), whole) ?? state.factor;
      state.mean += state.factor * ((close[index] as number) - state.mean);
      outputs.frama[index] = state.mean;
    }
  },
});

function evenOf(period: number): number {
  return period + (period % 2);
}

function factorOf(older: number, later: number, whole: number): number | null {
  if (older <= 0 || later <= 0 || whole <= 0) return null;
  const dimension = (Math.log(older + later) - Math.log(whole)) / Math.LN2;
  return Math.exp(-4.6 * (Math.min(2, Math.max(1, dimension)) - 1));
}
