import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { temporaryName } from '../config/temporary-name.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';

/**
 * Writes a file in one step: whoever reads it, and whoever interrupts this, finds the old one or the new one, whole.
 * @throws StockulaError USAGE where no file can be at that place; what a full disk and missing rights throw
 */
export function writeWhole(path: string, content: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeAndRename(path, content);
  } catch (error) {
    throw isWrongPlace(error) ? noPlace(path, error) : error;
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

function noPlace(path: string, error: unknown): StockulaError {
  return new StockulaError(
    'USAGE',
    {
      expected: `a place where the file ${path} can be written`,
      got: messageOf(error),
      remedy: 'Name another file.',
    },
    error,
  );
}
