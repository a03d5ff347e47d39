import type { Columns } from './definition.ts';
import { valueAt, withoutValues } from './typed-array.ts';

/** Wilder's true range: max(high − low, |high − previous close|, |low − previous close|); none at the first bar. */
export function trueRange({ high, low, close }: Columns): Float64Array {
  const ranges = withoutValues(close.length);
  for (let index = 1; index < close.length; index++) {
    const previous = valueAt(close, index - 1);
    const top = valueAt(high, index);
    const bottom = valueAt(low, index);
    ranges[index] = Math.max(top - bottom, Math.abs(top - previous), Math.abs(bottom - previous));
  }
  return ranges;
}
