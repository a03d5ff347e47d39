import { accessSync, constants, renameSync, statSync, unlinkSync } from 'node:fs';
import { lstat, open, readFile, readlink, realpath } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { messageOf, StockulaError } from '../domain/errors.ts';
import { type ScalarValue, setInYaml } from './edit-yaml.ts';
import { compileFile } from './load.ts';
import { parseConfigFile } from './read-yaml.ts';
import { temporaryName } from './temporary-name.ts';
import { isMapping, type RawMapping, showValue, valueAt, withValueAt } from './values.ts';

export interface ConfigChange {
  /** As in `storage.backend`. */
  readonly key: string;
  /** undefined takes the key out of the file. */
  readonly value: ScalarValue;
}

/** What a file said of a key before and after; undefined where it said nothing. */
export interface ConfigChanged {
  readonly key: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** What is known of a file as it was read; null where there was none. */
interface FileState {
  readonly text: string;
  readonly stamp: string | null;
  readonly mode: number;
  readonly owner: { readonly uid: number; readonly gid: number } | null;
}

/**
 * Sets keys of a configuration file, and leaves comments, order and formatting as they are. Who reads it meanwhile
 * sees the old or the new file, whole; a crash leaves one of them. A symbolic link stays one: its target is replaced.
 * The file is made where there is none; nothing is written where nothing changes.
 * @param path see `configFileFor`
 * @throws StockulaError CONFIG_INVALID where the file cannot be written or has no room for a key, where the result
 * would not be a valid configuration, and where somebody else changes the file at the same time; DISK_FULL
 */
export async function updateConfigFile(
  path: string,
  changes: readonly ConfigChange[],
): Promise<readonly ConfigChanged[]> {
  const target = await targetOf(path);
  const state = await readState(target);
  const before = await parseConfigFile({ path: target, namedBy: null }, state.text);
  const text = await edited(path, state.text, before.values, changes);
  if (text !== state.text) await replace(target, state, text);
  const after = await parseConfigFile({ path: target, namedBy: null }, text);
  return changes.map(({ key }) => {
    const names = key.split('.');
    return { key, before: valueAt(before.values, names), after: valueAt(after.values, names) };
  });
}

async function edited(
  path: string,
  text: string,
  values: RawMapping,
  changes: readonly ConfigChange[],
): Promise<string> {
  const yaml = await import('yaml');
  let result = text;
  let wanted = values;
  for (const { key, value } of changes) {
    const names = key.split('.');
    if (value === undefined && valueAt(wanted, names) === undefined) continue;
    const next = setInYaml(yaml, result, names, value);
    wanted = withValueAt(wanted, names, value);
    // Read back rather than trusted: an edit must not touch another key, whatever YAML the file is made of.
    const got = next === null ? null : await valuesOf(path, next);
    if (next === null || got === null || !isSame(got, wanted)) throw noRoom(path, key, value);
    result = next;
  }
  compileFile(await parseConfigFile({ path, namedBy: null }, result), { env: {}, cwd: dirname(path) });
  return result;
}

async function valuesOf(path: string, text: string): Promise<RawMapping | null> {
  try {
    return (await parseConfigFile({ path, namedBy: null }, text)).values;
  } catch (error) {
    if (error instanceof StockulaError) return null;
    throw error;
  }
}

function isSame(one: RawMapping, other: RawMapping): boolean {
  return isDeepStrictEqual(meaningful(one), meaningful(other));
}

/** Without keys that have no value and sections that have no keys: they count as absent. */
function meaningful(value: unknown): unknown {
  if (!isMapping(value)) return value ?? undefined;
  const entries = Object.entries(value).map(([key, inner]) => [key, meaningful(inner)] as const);
  const kept = entries.filter(([, inner]) => inner !== undefined);
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** The file behind a link, also where that does not exist yet. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (!isMissing(error)) throw unwritable(path, error);
    const entry = await lstat(path).catch(nullIfMissing);
    return entry?.isSymbolicLink() ? resolve(dirname(path), await readlink(path)) : path;
  }
}

async function readState(path: string): Promise<FileState> {
  try {
    const stamp = stampOf(path);
    if (stamp === null) return { text: '', stamp, mode: 0o644, owner: null };
    accessSync(path, constants.W_OK);
    const { mode, uid, gid } = statSync(path);
    return { text: await readFile(path, 'utf8'), stamp, mode: mode & 0o7777, owner: { uid, gid } };
  } catch (error) {
    throw unwritable(path, error);
  }
}

async function replace(path: string, { stamp, mode, owner }: FileState, text: string): Promise<void> {
  const temporary = temporaryName(path);
  let renamed = false;
  try {
    const file = await open(temporary, 'wx', mode);
    try {
      const own = await file.stat();
      if (owner && (own.uid !== owner.uid || own.gid !== owner.gid)) await file.chown(owner.uid, owner.gid);
      if (owner) await file.chmod(mode);
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    // Nothing between the two: within this process they are one step.
    if (stampOf(path) !== stamp) throw changedMeanwhile(path);
    renameSync(temporary, path);
    renamed = true;
    await syncFolder(dirname(path));
  } catch (error) {
    throw error instanceof StockulaError ? error : unwritable(path, error);
  } finally {
    if (!renamed) removeIfThere(temporary);
  }
}

/** So that the new name survives a crash too. Windows has no such call for folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Differs after every change; null where there is no file. */
function stampOf(path: string): string | null {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ') : null;
}

function removeIfThere(path: string): void {
  try {
    unlinkSync(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}

const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT';

function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

function unwritable(path: string, error: unknown): StockulaError {
  const full = codeOf(error) === 'ENOSPC';
  const parts = {
    expected: `to replace the configuration file ${path}`,
    got: messageOf(error),
    remedy: `Make ${full ? 'room on that disk' : 'the file and its folder writable for this user'}, and try again; the file is as it was.`,
  };
  return new StockulaError(full ? 'DISK_FULL' : 'CONFIG_INVALID', parts, error);
}

function changedMeanwhile(path: string): StockulaError {
  return new StockulaError('CONFIG_INVALID', {
    expected: `the configuration file ${path} to stay as it was read`,
    got: 'that somebody else changed it in the same moment',
    remedy: 'Look at it and try again; nothing was written over.',
  });
}

function noRoom(path: string, key: string, value: ScalarValue): StockulaError {
  const wanted = value === undefined ? `${key} taken out` : `${key} set to ${showValue(value)}`;
  return new StockulaError('CONFIG_INVALID', {
    expected: `to find the place where ${key} is to be set in ${path}`,
    got: 'a file where it cannot be set without changing more, because of an alias, a merge or a list on the way',
    remedy: `Edit it by hand, with ${wanted}, and try again.`,
  });
}
