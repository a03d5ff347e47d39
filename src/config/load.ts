import type * as z from 'zod';
import { adviseOn } from './advice.ts';
import { auditKeys, type ConfigWarning } from './audit.ts';
import { deepFreeze } from './freeze.ts';
import { knownKeys } from './keys.ts';
import { type FlagValues, type Layered, layer } from './layers.ts';
import { type Environment, locateConfigFile } from './locate.ts';
import { ConfigError, type ConfigProblem, gotOf } from './problem.ts';
import { type ConfigFile, readConfigFile } from './read-yaml.ts';
import { type Config, configSchema } from './schema.ts';
import { type Path, pathText, showValue, valueAt } from './values.ts';

interface ConfigFlags {
  /** The configuration file to use (`--config`). */
  readonly config?: string | undefined;
  /** Keys set on the command line. */
  readonly values?: FlagValues | undefined;
}

export interface ConfigRequest {
  readonly flags?: ConfigFlags;
  readonly env: Environment;
  /** The current folder, absolute. */
  readonly cwd: string;
}

export interface LoadedConfig {
  readonly config: Config;
  readonly warnings: readonly ConfigWarning[];
  /** Absolute path of the file that was read, null where there was none. */
  readonly file: string | null;
}

/** A wrong secret is described by its scheme only: the rest may hold a password. */
function showSecret(value: string, expected: string): string {
  const scheme = /^[a-z+]{1,20}:\/\//i.exec(value)?.[0];
  if (scheme === undefined) return 'a text that does not begin so';
  if (!expected.includes(scheme)) return `one that begins with ${scheme}`;
  return `${scheme}… with a part that cannot be read (special characters of a password are written as %XX)`;
}

function showAt(layered: Layered, path: Path, expected: string): string {
  const value = valueAt(layered.values, path);
  if (!knownKeys.get(pathText(path))?.secret) return showValue(value);
  return typeof value === 'string' && expected.includes('://')
    ? showSecret(value, expected)
    : 'something else';
}

function problemOf(issue: z.core.$ZodIssue, layered: Layered): ConfigProblem {
  const path = issue.path.map((step) => (typeof step === 'number' ? step : String(step)));
  const isSection = issue.code === 'invalid_type' && issue.expected === 'object';
  return {
    key: pathText(path),
    expected: isSection && issue.message.startsWith('Invalid') ? 'a mapping' : issue.message,
    got: gotOf(issue) ?? showAt(layered, path, issue.message),
    ...layered.originOf(path),
  };
}

export function compile(layered: Layered): Config {
  // Parsed once per process: compiling the schema to code first would cost more (21 ms) than it saves (10 ms).
  const result = configSchema.safeParse(layered.values, { jitless: true });
  if (result.success) return deepFreeze(result.data);
  const [first, ...others] = result.error.issues.map((issue) => problemOf(issue, layered));
  if (first === undefined) throw result.error;
  throw new ConfigError(first, others);
}

/**
 * Compiles the configuration once: flag over environment over file over default, checked and frozen.
 * Throws CONFIG_INVALID (a `ConfigError`) for a file that cannot be read and for values that are wrong;
 * unknown keys and keys without effect come back as warnings.
 */
export async function loadConfig({ flags = {}, env, cwd }: ConfigRequest): Promise<LoadedConfig> {
  const located = locateConfigFile(flags.config, env, cwd);
  return compileFile(located === null ? null : await readConfigFile(located), { flags, env, cwd });
}

/** The same of a file that has been read, null for none. */
export function compileFile(file: ConfigFile | null, { flags = {}, env, cwd }: ConfigRequest): LoadedConfig {
  const layered = layer(file, env, flags.values ?? {}, cwd);
  const config = compile(layered);
  const warnings = [...auditKeys(file?.values ?? {}), ...adviseOn(config, layered)];
  return { config, warnings, file: file?.path ?? null };
}
