import { findRuns } from '../../../indicators/runs.ts';
import { withoutValues } from '../../../indicators/typed-array.ts';

/**
 * Calculates over each stretch of bars at which every column is finite, as if it were a series of its own: a missing
 * price costs a new warm-up rather than every value after it. The result is NaN where there is none.
 */
export function overRuns(
  columns: readonly Float64Array[],
  calculate: (columns: readonly Float64Array[]) => Float64Array,
): Float64Array {
  const length = columns[0]?.length ?? 0;
  const runs = findRuns(columns, length);
  const [only] = runs;
  if (runs.length === 1 && only?.start === 0 && only.end === length) return calculate(columns);
  const values = withoutValues(length);
  for (const { start, end } of runs) {
    values.set(calculate(columns.map((column) => column.subarray(start, end))), start);
  }
  return values;
}
