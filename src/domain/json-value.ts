/**
 * A replacer for JSON.stringify: bigints become numbers where these are exact and texts otherwise, typed arrays and sets
 * arrays, maps objects. NaN and infinities become null by themselves.
 */
export function jsonValue(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}
