import { defineIndicator } from '../define-indicator.ts';
import { periodParameter } from '../definition.ts';

export const correl = defineIndicator({
  name: 'correl',
  aliases: ['correlation'],
  title: 'Correlation of highs and lows',
  group: 'statistic',
  formula:
    'Pearson’s r of the last n highs and lows, the two series TA-Lib’s interface for bars gives it; 0 where either ' +
    'stands still',
  source: 'TA-Lib CORREL',
  inputs: ['high', 'low'],
  parameters: [periodParameter('timeperiod', 30, 1, 'bars in the sums')],
  outputs: ['correl'],
  missingValues: 'restart',
  warmUp: ({ timeperiod }) => timeperiod - 1,
  begin: () => ({ x: 0, y: 0, xx: 0, yy: 0, xy: 0 }),
  // Running sums in TA-Lib's order of operations, so that rounding agrees with it too.
  advance(state, { high, low, from, to, outputs: { correl: output } }, { timeperiod }) {
    let { x, y, xx, yy, xy } = state;
    for (let index = from; index < to; index++) {
      if (index >= timeperiod) {
        const oldX = high[index - timeperiod] as number;
        const oldY = low[index - timeperiod] as number;
        x -= oldX;
        xx -= oldX * oldX;
        xy -= oldX * oldY;
        y -= oldY;
        yy -= oldY * oldY;
      }
      const newX = high[index] as number;
      const newY = low[index] as number;
      x += newX;
      xx += newX * newX;
      xy += newX * newY;
      y += newY;
      yy += newY * newY;
      if (index < timeperiod - 1) continue;
      const spread = (xx - (x * x) / timeperiod) * (yy - (y * y) / timeperiod);
      output[index] = spread < 1e-14 ? 0 : (xy - (x * y) / timeperiod) / Math.sqrt(spread);
    }
    state.x = x;
    state.y = y;
    state.xx = xx;
    state.yy = yy;
    state.xy = xy;
  },
});
