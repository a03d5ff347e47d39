import { defineIndicator } from '../define-indicator.ts';
import { advanceTrueRange } from '../kernels/true-range.ts';

export const trange = defineIndicator({
  name: 'trange',
  aliases: ['true_range'],
  title: 'True range',
  group: 'volatility',
  formula: 'max(high − low, |high − previous close|, |low − previous close|)',
  source: 'TA-Lib TRANGE; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  outputs: ['trange'],
  missingValues: 'restart',
  warmUp: () => 1,
  begin: () => null,
  advance: (_, work) => advanceTrueRange(work, work.outputs.trange, work),
});
