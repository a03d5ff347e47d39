/** The value at an index; NaN outside the array. */
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
