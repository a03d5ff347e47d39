/** What was calculated from a column, by what and with which numbers. Goes when the column goes. */
const calculated = new WeakMap<Float64Array, Map<string, Float64Array>>();

/** Values kept for one column, so that a wide grid over a long history does not fill the memory. */
const mostValues = 16_000_000;

/**
 * The result of a calculation over a column, done once: a grid asks for the same averages again and again. The column
 * and the result must not be written to.
 */
export function remembered(
  column: Float64Array,
  name: string,
  numbers: readonly number[],
  calculate: () => Float64Array,
): Float64Array {
  const known = calculated.get(column) ?? new Map<string, Float64Array>();
  calculated.set(column, known);
  const key = `${name} ${numbers.join(' ')}`;
  const result = known.get(key) ?? calculate();
  if ((known.size + 1) * column.length > mostValues) known.clear();
  known.set(key, result);
  return result;
}
