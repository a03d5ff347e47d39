/** A mapping as read from a file, before validation. */
export type RawMapping = Readonly<Record<string, unknown>>;

export type Path = readonly (string | number)[];

export function isMapping(value: unknown): value is RawMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value at a path, undefined where there is none. */
export function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isMapping(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, root);
}

/** A copy of the mapping with the value put at the path. What is in the way and is no mapping stays as it is. */
export function withValueAt(root: RawMapping, path: readonly string[], value: unknown): RawMapping {
  const [first, ...rest] = path;
  if (first === undefined) return root;
  if (rest.length === 0) return { ...root, [first]: value };
  const inner = root[first] ?? {};
  return isMapping(inner) ? { ...root, [first]: withValueAt(inner, rest, value) } : root;
}

/** A copy without the keys whose value is null: in a file, a key without a value counts as absent. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutNulls(inner)]));
}

/** A path as people read it: `portfolio.tickers[0].symbol`. */
export function pathText(path: Path): string {
  return path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
}

/** A value as people read it, in one short line. */
export function showValue(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isMapping(value)) return 'a mapping';
  const shown = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return shown.length > 60 ? `${shown.slice(0, 57)}…` : shown;
}
