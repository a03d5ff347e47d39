import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { averageParameter } from '../kernels/average.ts';
import {
  advanceFastStochastic,
  beginFastStochastic,
  fastStochasticLookback,
  fastStochasticScratch,
} from '../kernels/fast-stochastic.ts';

export const stochf = defineIndicator({
  name: 'stochf',
  aliases: ['fast_stochastic'],
  title: 'Fast stochastic oscillator',
  group: 'momentum',
  formula:
    'fastk = 100 · (close − lowest low) / (highest high − lowest low) of the last n bars (0 where they are equal); ' +
    'fastd = average of it',
  source: 'TA-Lib STOCHF; George Lane',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter('fastk_period', 5, 1, 'bars in the range'),
    periodParameter('fastd_period', 3, 1, 'bars in the average of fastk'),
    averageParameter('fastd_matype', 'type of that average'),
  ],
  outputs: ['fastk', 'fastd'],
  scratch: fastStochasticScratch,
  missingValues: 'restart',
  warmUp: (params) => fastStochasticLookback(params),
  begin: (params) => beginFastStochastic(params),
  advance: (state, work) => advanceFastStochastic(state, work, work, work),
});
