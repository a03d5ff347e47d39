/** The value at an index; NaN outside the array. */
export function priceAt(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN;
}
