/** A copy of a calculation's state: numbers, typed arrays, and arrays and plain objects of such. */
export function copyState<State>(state: State): State {
  return copy(state) as State;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Float64Array) return value.slice();
  if (Array.isArray(value)) return value.map(copy);
  const fields: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(value)) fields[name] = copy(field);
  return fields;
}
