function jsonValue(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) return Array.from(value as Float64Array);
  if (value instanceof Map) return Object.fromEntries(value);
  return value instanceof Set ? [...value] : value;
}

/**
 * The value as JSON text with a final newline. NaN and infinities become null (JSON has none), bigints become
 * numbers where these are exact and strings otherwise, typed arrays and sets become arrays, maps become objects.
 */
export function renderJson(value: unknown, { indent = 2 } = {}): string {
  return `${JSON.stringify(value ?? null, (_key, inner) => jsonValue(inner), indent)}\n`;
}
