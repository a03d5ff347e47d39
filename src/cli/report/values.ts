/** Values as JSON has them: null for what is no finite number. */
export function plainValues(values: ArrayLike<number | null>): (number | null)[] {
  return Array.from(values, (value) => (value !== null && Number.isFinite(value) ? value : null));
}
