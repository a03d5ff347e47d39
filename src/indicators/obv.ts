import { defineIndicator } from './define-indicator.ts';
import type { Columns } from './definition.ts';
import { valueAt, withoutValues } from './typed-array.ts';

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
  calculate: (columns) => ({ obv: balanceVolume(columns) }),
});

/** Starts at the first volume, as TA-Lib does; skips incomplete bars and compares with the last complete one. */
function balanceVolume({ close, volume }: Columns): Float64Array {
  const totals = withoutValues(close.length);
  let previous = Number.NaN;
  let total = 0;
  for (let index = 0; index < close.length; index++) {
    const price = valueAt(close, index);
    const units = valueAt(volume, index);
    if (!Number.isFinite(price) || !Number.isFinite(units)) continue;
    if (Number.isNaN(previous) || price > previous) total += units;
    else if (price < previous) total -= units;
    previous = price;
    totals[index] = total;
  }
  return totals;
}
