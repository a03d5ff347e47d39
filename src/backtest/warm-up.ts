/**
 * The first bar at which every indicator has a value; null where one never has. 0 without indicators.
 */
export function firstComplete(indicators: Readonly<Record<string, Float64Array>>): number | null {
  let first = 0;
  for (const values of Object.values(indicators)) {
    const own = values.findIndex((value) => !Number.isNaN(value));
    if (own < 0) return null;
    first = Math.max(first, own);
  }
  return first;
}
