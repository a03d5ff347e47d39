import { defineIndicator } from '../define-indicator.ts';

export const obv = defineIndicator({
  name: 'obv',
  aliases: [],
  title: 'On-balance volume',
  group: 'volume',
  formula:
    'running total of volume, added when the close rises, subtracted when it falls, unchanged when equal',
  source: 'TA-Lib OBV; Joseph Granville (1963)',
  inputs: ['close', 'volume'],
  parameters: [],
  outputs: ['obv'],
  // A total has no window to wait for: restarting it would show a jump that no trade made.
  missingValues: 'own',
  warmUp: () => 0,
  begin: () => ({ previous: Number.NaN, total: 0 }),
  /** Starts at the first volume, as TA-Lib does; skips incomplete bars and compares with the last complete one. */
  advance(state, { close, volume, outputs, from, to }) {
    let { previous, total } = state;
    for (let index = from; index < to; index++) {
      const price = close[index] as number;
      const units = volume[index] as number;
      if (!Number.isFinite(price) || !Number.isFinite(units)) continue;
      if (Number.isNaN(previous) || price > previous) total += units;
      else if (price < previous) total -= units;
      previous = price;
      outputs.obv[index] = total;
    }
    state.previous = previous;
    state.total = total;
  },
});
