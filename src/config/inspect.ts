import { adviseOn } from './advice.ts';
import { auditKeys, type ConfigWarning } from './audit.ts';
import { knownKeys } from './keys.ts';
import { type Layered, layer } from './layers.ts';
import { type ConfigRequest, compile } from './load.ts';
import { locateConfigFile } from './locate.ts';
import { ConfigError, type ConfigProblem } from './problem.ts';
import { type ConfigFile, readConfigFile } from './read-yaml.ts';
import type { Config } from './schema.ts';
import { describeConfig } from './serialise.ts';
import { type Path, valueAt } from './values.ts';

/** A warning and the line of the file that it is about, from 1; null where it is about none. */
interface LocatedWarning extends ConfigWarning {
  readonly line: number | null;
}

/** What is to be said of a configuration. It can be used where there are no problems. */
export interface CheckedConfig {
  /** Absolute path of the file that was read, null where there was none. */
  readonly file: string | null;
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly LocatedWarning[];
}

/** A key of the configuration in effect. */
export interface ShownKey {
  readonly key: string;
  /** As in a file; passwords are `***`. */
  readonly value: unknown;
  /** `default`, `file`, or the flag or environment variable that sets it. */
  readonly source: string;
  /** Line in the file where it stands, from 1. */
  readonly line: number | null;
}

/**
 * Looks for everything that is wrong or odd, where loading would stop at what is wrong.
 * @param audit what others know to be odd in a configuration that can be used, such as names of strategies
 */
export async function checkConfig(
  request: ConfigRequest,
  audit: (config: Config) => readonly ConfigWarning[],
): Promise<CheckedConfig> {
  const located = locateConfigFile(request.flags?.config, request.env, request.cwd);
  let file: ConfigFile | null = null;
  try {
    file = located && (await readConfigFile(located));
    const layered = layersOf(file, request);
    const odd = withLines(auditKeys(file?.values ?? {}), file);
    try {
      const config = compile(layered);
      const advice = withLines([...adviseOn(config, layered), ...audit(config)], file);
      return { file: pathOf(file), problems: [], warnings: [...odd, ...advice] };
    } catch (error) {
      return { file: pathOf(file), problems: problemsOf(error), warnings: odd };
    }
  } catch (error) {
    return { file: located?.path ?? null, problems: problemsOf(error), warnings: [] };
  }
}

/**
 * Every key with its value and where that comes from, in the order of the schema.
 * @throws ConfigError as loading does
 */
export async function showConfig(
  request: ConfigRequest,
): Promise<{ readonly file: string | null; readonly keys: readonly ShownKey[] }> {
  const located = locateConfigFile(request.flags?.config, request.env, request.cwd);
  const file = located && (await readConfigFile(located));
  const layered = layersOf(file, request);
  const values = describeConfig(compile(layered));
  const keys = leavesOf(values).map((key): ShownKey => {
    const path = key.split('.');
    return { key, value: valueAt(values, path) ?? null, ...sourceOf(path, layered, file) };
  });
  return { file: pathOf(file), keys };
}

const pathOf = (file: ConfigFile | null): string | null => file?.path ?? null;

const layersOf = (file: ConfigFile | null, { env, flags, cwd }: ConfigRequest): Layered =>
  layer(file, env, flags?.values ?? {}, cwd);

function problemsOf(error: unknown): readonly ConfigProblem[] {
  if (error instanceof ConfigError) return error.problems;
  throw error;
}

function withLines(warnings: readonly ConfigWarning[], file: ConfigFile | null): LocatedWarning[] {
  return warnings.map((warning) => ({ ...warning, line: file?.lineOf(stepsOf(warning.path)) ?? null }));
}

/** The steps of a path as it is written: `portfolio.tickers[0].symbol`. */
function stepsOf(path: string): Path {
  return [...path.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, index]) =>
    index === undefined ? name : Number(index),
  );
}

/** Keys that hold a value rather than other known keys; a section that is null counts as a value. */
function leavesOf(values: Readonly<Record<string, unknown>>): string[] {
  const all = [...knownKeys.keys()].filter((key) => !key.includes('['));
  return all.filter((key) => {
    const parent = key.split('.').slice(0, -1);
    if (parent.length > 0 && valueAt(values, parent) == null) return false;
    const isNull = valueAt(values, key.split('.')) == null;
    return isNull || !all.some((other) => other.startsWith(`${key}.`));
  });
}

function sourceOf(path: Path, layered: Layered, file: ConfigFile | null): Pick<ShownKey, 'source' | 'line'> {
  const { origin, file: from, line } = layered.originOf(path);
  if (from !== null) {
    const isWritten = valueAt(file?.values, path) != null;
    return isWritten ? { source: 'file', line } : { source: 'default', line: null };
  }
  return { source: origin === 'the defaults' ? 'default' : origin, line: null };
}
