import { defineIndicator } from '../define-indicator.ts';
import { advanceMesa, beginMesa, mesaWarmUp } from '../kernels/averages/mesa.ts';

const limits = { min: 0.01, max: 0.99, integer: false } as const;

export const mama = defineIndicator({
  name: 'mama',
  aliases: ['fama'],
  title: 'MESA adaptive moving average',
  group: 'overlap',
  formula:
    'mama = previous + a · (close − previous), a = fastlimit / degrees the phase of the cycle turned by, within the ' +
    'limits; fama = the same of mama with a / 2',
  source: 'TA-Lib MAMA; John Ehlers, Technical Analysis of Stocks & Commodities (September 2001)',
  inputs: ['close'],
  parameters: [
    { name: 'fastlimit', default: 0.5, ...limits, description: 'largest factor a' },
    { name: 'slowlimit', default: 0.05, ...limits, description: 'smallest factor a' },
  ],
  outputs: ['mama', 'fama'],
  missingValues: 'restart',
  warmUp: () => mesaWarmUp,
  begin: ({ fastlimit, slowlimit }) => beginMesa(fastlimit, slowlimit),
  advance: (state, work) => advanceMesa(state, work.close, work.outputs, work),
});
