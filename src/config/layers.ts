import { dirname, resolve } from 'node:path';
import { knownKeys } from './keys.ts';
import type { Environment } from './locate.ts';
import type { ConfigFile } from './read-yaml.ts';
import {
  isMapping,
  type Path,
  pathText,
  type RawMapping,
  valueAt,
  withoutNulls,
  withValueAt,
} from './values.ts';

/** Values by key, as in `{'forecast.train_start_date': '2024-01-01'}`; undefined leaves a key alone. */
export type FlagValues = Readonly<Record<string, unknown>>;

/** The values of all layers put on top of each other, before validation. */
export interface Layered {
  readonly values: RawMapping;
  /** Where the value at a path comes from. */
  originOf(path: Path): {
    readonly origin: string;
    readonly file: string | null;
    readonly line: number | null;
  };
}

interface Override {
  readonly key: string;
  readonly value: unknown;
  readonly origin: string;
}

function fromEnvironment(env: Environment): Override[] {
  return [...knownKeys.values()].flatMap(({ key, env: name }) => {
    const value = name === null ? undefined : env[name];
    return name === null || !value ? [] : [{ key, value, origin: `environment variable ${name}` }];
  });
}

function fromFlags(flags: FlagValues): Override[] {
  return Object.entries(flags).flatMap(([key, value]) => {
    if (!knownKeys.has(key)) throw new Error(`No configuration key ${key} for a flag to set`);
    return value === undefined ? [] : [{ key, value, origin: `the flag for ${key}` }];
  });
}

/** Relative folders are meant from the file they are written in; elsewhere, from the current folder. */
function anchored(values: RawMapping, base: string, byDefault: string): RawMapping {
  const database = values['database'] ?? {};
  if (!isMapping(database)) return values;
  const written = database['data_dir'] ?? byDefault;
  const dataDir = typeof written === 'string' && written !== '' ? resolve(base, written) : written;
  return { ...values, database: { ...database, data_dir: dataDir } };
}

/** Puts the layers together: flags over environment over file. Defaults follow in the schema. */
export function layer(file: ConfigFile | null, env: Environment, flags: FlagValues, cwd: string): Layered {
  const written = withoutNulls(file?.values ?? {});
  const base = file === null ? cwd : dirname(file.path);
  let values = anchored(isMapping(written) ? written : {}, base, '.stockula');
  const overrides = [...fromEnvironment(env), ...fromFlags(flags)];
  for (const { key, value } of overrides) values = withValueAt(values, key.split('.'), value);
  return {
    values: anchored(values, cwd, '.stockula'),
    originOf(path) {
      const key = pathText(path);
      const override = overrides.findLast((each) => each.key === key);
      if (override !== undefined) return { origin: override.origin, file: null, line: null };
      if (file === null) return { origin: 'the defaults', file: null, line: null };
      return { origin: file.path, file: file.path, line: file.lineOf(path) };
    },
  };
}

/** Whether a value was written at this path, in any layer. */
export function isWritten(layered: Layered, path: Path): boolean {
  return valueAt(layered.values, path) !== undefined;
}
