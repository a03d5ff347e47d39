import { mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryName } from '../config/temporary-name.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';

/**
 * Writes a file in one step: whoever reads it, and whoever interrupts this, finds the old one or the new one, whole.
 * @throws StockulaError USAGE where no file can be at that place; what a full disk and missing rights throw
 */
export function writeWhole(path: string, content: string): void {
  checkPlace(path);
  try {
    writeAndRename(path, content);
  } catch (error) {
    throw isWrongPlace(error) ? noPlace(path, messageOf(error), 'Name another file.', error) : error;
  }
}

/** Makes a folder that the configuration names, with those above it. @throws StockulaError USAGE where none can be */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true });
  } catch (error) {
    throw isWrongPlace(error) ? noPlace(path, messageOf(error), 'Name another folder.', error) : error;
  }
}

/**
 * Finds out before the work is done that a file could not be written after it. No folder is made: one that is not
 * there is more likely a mistake in the name.
 * @throws StockulaError USAGE
 */
export function checkPlace(path: string): void {
  const folder = dirname(path);
  const above = kindOf(folder);
  if (above === 'absent') {
    const remedy = `Make it first (mkdir -p ${folder}), or name a file elsewhere.`;
    throw noPlace(path, `no folder ${folder}`, remedy);
  }
  if (above === 'other') throw noPlace(path, `${folder}, which is no folder`, 'Name another file.');
  if (kindOf(path) === 'folder') {
    throw noPlace(path, 'a folder of that name', `Name a file in it, such as ${join(path, 'NAME')}.`);
  }
}

/** What stands at a path. What cannot be found out is left to the writing. */
function kindOf(path: string): 'folder' | 'other' | 'absent' | null {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return 'absent';
    return stat.isDirectory() ? 'folder' : 'other';
  } catch {
    return null;
  }
}

function writeAndRename(path: string, content: string): void {
  const temporary = temporaryName(path);
  try {
    writeFileSync(temporary, content, { flag: 'wx' });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** A folder that is a file, a file that is a folder, a file system that takes no files, a name too long. */
const wrongPlaces: readonly unknown[] = [
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENAMETOOLONG',
  'ENOTEMPTY',
];

function isWrongPlace(error: unknown): boolean {
  return error instanceof Error && 'code' in error && wrongPlaces.includes(error.code);
}

function noPlace(path: string, got: string, remedy: string, cause?: unknown): StockulaError {
  const expected = `a place where the file ${path} can be written`;
  return new StockulaError('USAGE', { expected, got, remedy }, cause);
}
