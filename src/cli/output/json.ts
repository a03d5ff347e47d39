import { jsonValue } from '../../domain/json-value.ts';

/**
 * The value as JSON text with a final newline. NaN and infinities become null (JSON has none), bigints become
 * numbers where these are exact and strings otherwise, typed arrays and sets become arrays, maps become objects.
 */
export function renderJson(value: unknown, { indent = 2 } = {}): string {
  return `${JSON.stringify(value ?? null, jsonValue, indent)}\n`;
}
