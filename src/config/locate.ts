import { statSync } from 'node:fs';
import { resolve } from 'node:path';

/** The configuration files looked for in the current folder, in this order. */
export const fileNames = ['.stockula.yaml', '.stockula.yml', 'stockula.yaml', 'stockula.yml'] as const;

export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration file to read; `namedBy` tells who asked for it, null if it was found by looking. */
export interface LocatedFile {
  readonly path: string;
  readonly namedBy: string | null;
}

/**
 * The configuration file: the one the flag names, else the one STOCKULA_CONFIG_FILE names, else the first in the
 * current folder, else null. A named file is not checked for existence here.
 */
export function locateConfigFile(
  flag: string | undefined,
  env: Environment,
  cwd: string,
): LocatedFile | null {
  if (flag !== undefined) return { path: resolve(cwd, flag), namedBy: '--config' };
  const named = env['STOCKULA_CONFIG_FILE'];
  if (named) return { path: resolve(cwd, named), namedBy: 'STOCKULA_CONFIG_FILE' };
  const path = fileNames
    .map((name) => resolve(cwd, name))
    .find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  return path === undefined ? null : { path, namedBy: null };
}

/** The configuration file to write to: the one that would be read, or else the first of the names in the current folder. */
export function configFileFor(flag: string | undefined, env: Environment, cwd: string): string {
  return locateConfigFile(flag, env, cwd)?.path ?? resolve(cwd, fileNames[0]);
}
