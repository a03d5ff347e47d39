import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceDirectionalIndex, beginDirectional } from '../kernels/directional.ts';
import { advanceDirectionalMean } from '../kernels/directional-mean.ts';

export const adx = defineIndicator({
  name: 'adx',
  aliases: [],
  title: 'Average directional movement index',
  group: 'momentum',
  formula:
    'Wilder mean of DX = 100 · |+DI − −DI| / (+DI + −DI), ±DI = 100 · Wilder sum of ±DM / Wilder sum of true range',
  source: 'TA-Lib ADX; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [periodParameter('timeperiod', 14, 2, 'bars in the Wilder sums and the mean')],
  outputs: ['adx'],
  scratch: ['dx'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 2 * timeperiod - 1,
  begin: () => ({ directional: beginDirectional(), smooth: { mean: 0 } }),
  advance(state, work, { timeperiod }) {
    const { dx } = work.scratch;
    advanceDirectionalIndex(state.directional, work, timeperiod, dx, work, 'none');
    advanceDirectionalMean(state.smooth, dx, timeperiod, work.outputs.adx, work);
  },
});
