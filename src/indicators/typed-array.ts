/**
 * The value at an index; NaN outside the array. Not for loops over bars: one read outside of an array, here or by
 * any other caller, makes the engine prepare for more of them in all, at many times the cost. Loops index directly
 * (`values[index] as number`) and stay inside.
 */
export function valueAt(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}

/** An array that holds no value yet. */
export function withoutValues(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}

/** TA-Lib's test for zero (TA_EPSILON), which hides rounding residue from divisions. */
export function isZero(value: number): boolean {
  return value > -1e-14 && value < 1e-14;
}
