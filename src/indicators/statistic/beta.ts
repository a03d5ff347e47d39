import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';
import { isZero } from '../typed-array.ts';

export const beta = defineIndicator({
  name: 'beta',
  aliases: [],
  title: 'Beta of the lows on the highs',
  group: 'statistic',
  formula:
    'slope of the least-squares line of the lows’ changes (fractions) on the highs’ over n bars, the two series ' +
    'TA-Lib’s interface for bars gives it; 0 where the highs stand still',
  source: 'TA-Lib BETA',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 5, 1, 'changes in the sums')],
  outputs: ['beta'],
  scratch: ['x', 'y'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod,
  begin: () => ({ x: 0, y: 0, xx: 0, xy: 0 }),
  // Running sums in TA-Lib's order of operations, so that rounding agrees with it too.
  advance(state, { high, low, from, to, scratch, outputs: { beta: output } }, { timeperiod }) {
    let { x, y, xx, xy } = state;
    for (let index = Math.max(from, 1); index < to; index++) {
      const newX = change(high[index] as number, high[index - 1] as number);
      const newY = change(low[index] as number, low[index - 1] as number);
      scratch.x[index] = newX;
      scratch.y[index] = newY;
      xx += newX * newX;
      xy += newX * newY;
      x += newX;
      y += newY;
      if (index < timeperiod) continue;
      const spread = timeperiod * xx - x * x;
      output[index] = isZero(spread) ? 0 : (timeperiod * xy - x * y) / spread;
      const oldX = scratch.x[index - timeperiod + 1] as number;
      const oldY = scratch.y[index - timeperiod + 1] as number;
      xx -= oldX * oldX;
      xy -= oldX * oldY;
      x -= oldX;
      y -= oldY;
    }
    state.x = x;
    state.y = y;
    state.xx = xx;
    state.xy = xy;
  },
});

function change(now: number, before: number): number {
  return isZero(before) ? 0 : (now - before) / before;
}
