import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { advanceDirectionalIndex, beginDirectional } from '../kernels/directional.ts';
import { advanceDirectionalMean } from '../kernels/directional-mean.ts';

export const adxr = defineIndicator({
  name: 'adxr',
  aliases: [],
  title: 'Average directional movement rating',
  group: 'momentum',
  formula: '(ADX + ADX of n − 1 bars before) / 2',
  source: 'TA-Lib ADXR; Wilder, New Concepts in Technical Trading Systems (1978)',
  inputs: ['high', 'low', 'close'],
  parameters: [
    periodParameter('timeperiod', 14, 2, 'bars in the sums and the mean, and between the two ADX'),
  ],
  outputs: ['adxr'],
  scratch: ['dx', 'adx'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => 3 * timeperiod - 2,
  begin: () => ({ directional: beginDirectional(), smooth: { mean: 0 } }),
  advance(state, work, { timeperiod }) {
    const { dx, adx } = work.scratch;
    advanceDirectionalIndex(state.directional, work, timeperiod, dx, work, 'none');
    advanceDirectionalMean(state.smooth, dx, timeperiod, adx, work);
    const { adxr: output } = work.outputs;
    for (let index = Math.max(work.from, 3 * timeperiod - 2); index < work.to; index++) {
      output[index] = ((adx[index] as number) + (adx[index - timeperiod + 1] as number)) / 2;
    }
  },
});
