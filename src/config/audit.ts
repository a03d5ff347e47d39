import { nearestName } from '../domain/nearest-name.ts';
import { knownKeys } from './keys.ts';
import { isMapping, type Path, pathText } from './values.ts';

/** Something odd that does not stop the configuration from being used. */
export interface ConfigWarning {
  /** As in `portfolio.stop_loss_pct`. */
  readonly path: string;
  readonly message: string;
}

const patternOf = (path: Path) => pathText(path).replace(/\[\d+\]/g, '[]');

function siblings(parent: string): string[] {
  const prefix = parent === '' ? '' : `${parent}.`;
  return [...knownKeys.keys()]
    .filter((key) => key.startsWith(prefix) && !/[.[]/.test(key.slice(prefix.length)))
    .map((key) => key.slice(prefix.length));
}

function lastName(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}

/** The known key meant most likely: one beside it, else one of that very name elsewhere, else the like anywhere. */
function suggestionFor(parent: string, name: string): string | null {
  const beside = nearestName(name, siblings(parent));
  const all = [...knownKeys.keys()];
  const elsewhere = all.find((key) => lastName(key) === name.toLowerCase());
  if (beside !== null && (elsewhere === undefined || beside === name.toLowerCase())) {
    return parent === '' ? beside : `${parent}.${beside}`;
  }
  if (elsewhere !== undefined) return elsewhere;
  const alike = nearestName(name, all.map(lastName));
  return all.find((key) => lastName(key) === alike) ?? null;
}

function unknownKey(path: Path, parent: string): ConfigWarning {
  const suggestion = suggestionFor(parent, String(path.at(-1)));
  const hint =
    suggestion === null
      ? `Known keys here: ${siblings(parent).join(', ')}`
      : `Nearest known key: ${suggestion}`;
  return { path: pathText(path), message: `Unknown key, ignored. ${hint}` };
}

function auditKey(path: Path, value: unknown): ConfigWarning[] {
  const info = knownKeys.get(patternOf(path));
  if (info === undefined) return [unknownKey(path, patternOf(path.slice(0, -1)))];
  if (info.noEffect === null) return auditKeys(value, path);
  return [
    { path: pathText(path), message: `Accepted, but has no effect. Nearest key that has: ${info.noEffect}` },
  ];
}

/** Warnings about keys that are unknown or have no effect, in the order of the file. */
export function auditKeys(value: unknown, path: Path = []): ConfigWarning[] {
  if (Array.isArray(value)) return value.flatMap((element, index) => auditKeys(element, [...path, index]));
  // Below a mapping whose keys are the user's choice, nothing is known.
  const hasKnownKeys = path.length === 0 || siblings(patternOf(path)).length > 0;
  if (!isMapping(value) || !hasKnownKeys) return [];
  return Object.entries(value).flatMap(([name, inner]) => auditKey([...path, name], inner));
}
