import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceVariance, beginVariance } from '../kernels/variance.ts';

const nbdev = {
  name: 'nbdev',
  default: 1,
  min: -3e37,
  max: 3e37,
  integer: false,
} as const;

export const variance = defineIndicator({
  name: 'var',
  aliases: ['variance'],
  title: 'Variance',
  group: 'statistic',
  formula:
    'mean of the squares − square of the mean of the last n closes (population variance); where they are equal, ' +
    'rounding leaves up to about 1e-15 of their square, of either sign, as in TA-Lib',
  source: 'TA-Lib VAR',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 5, 1, 'closes in the means'),
    { ...nbdev, description: 'without effect, as in TA-Lib' },
  ],
  outputs: ['var'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: beginVariance,
  advance: (state, work, { timeperiod }) =>
    advanceVariance(state, work.close, timeperiod, work.outputs.var, work),
});

export const stddev = defineIndicator({
  name: 'stddev',
  aliases: ['standard_deviation'],
  title: 'Standard deviation',
  group: 'statistic',
  formula: 'nbdev · √(population variance of the last n closes); 0 where the variance is under 1e-14',
  source: 'TA-Lib STDDEV',
  inputs: ['close'],
  parameters: [
    periodParameter('timeperiod', 5, 2, 'closes in the means'),
    { ...nbdev, description: 'factor of the deviation' },
  ],
  outputs: ['stddev'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: beginVariance,
  advance(state, work, { timeperiod, nbdev: factor }) {
    const { stddev: output } = work.outputs;
    advanceVariance(state, work.close, timeperiod, output, work);
    for (let index = Math.max(work.from, timeperiod - 1); index < work.to; index++) {
      const square = output[index] as number;
      output[index] = square < 1e-14 ? 0 : Math.sqrt(square) * factor;
    }
  },
});
