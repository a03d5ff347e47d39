import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceDirectionalIndex, beginDirectional } from '../kernels/directional.ts';

export const dx = defineIndicator({
  name: 'dx',
  aliases: [],
  title: 'Directional movement index',
  group: 'momentum',
  formula: '100 · |+DI − −DI| / (+DI + −DI); the previous value (0 at first) where nothing moved',
  source: 'TA-Lib DX; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder sums')],
  outputs: ['dx'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: beginDirectional,
  advance: (state, work, { timeperiod }) =>
    advanceDirectionalIndex(state, work, timeperiod, work.outputs.dx, work, 'previous'),
});
