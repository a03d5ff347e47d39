/**
 * Parses stored JSON to the same value whether it comes as the source wrote it or as PostgreSQL's jsonb prints it,
 * which has no negative zero.
 */
export function parseDocument(json: string): unknown {
  return JSON.parse(json, (_key, value: unknown) => (value === 0 ? 0 : value));
}
