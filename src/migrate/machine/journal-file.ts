import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, StockulaError } from '../../domain/errors.ts';

const newline = '\n'.charCodeAt(0);

/**
 * The lines of a journal, an empty or cut off one included; none where there is no such file.
 * @throws StockulaError DATA_DIR_UNUSABLE where it is not known whether there is one, or what it says
 */
export function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new StockulaError(
      'DATA_DIR_UNUSABLE',
      {
        expected: `to read what the data directory (STOCKULA_DATA_DIR) knows of a migration, ${path}`,
        got: messageOf(error),
        remedy: 'Name another data directory, or make this one readable for this user.',
      },
      error,
    );
  }
}

/**
 * Puts a line at the end of a journal, on the disk when it returns. A last line that a crash cut off is ended first:
 * it must not swallow the new one.
 * @throws StockulaError DISK_FULL, DATA_DIR_UNUSABLE
 */
export function appendLine(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const file = openSync(path, 'a+', 0o600);
    try {
      const bytes = Buffer.from(`${isCutOff(file) ? '\n' : ''}${text}\n`);
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

function isCutOff(file: number): boolean {
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  return size > 0 && readSync(file, last, 0, 1, size - 1) === 1 && last[0] !== newline;
}

function unwritable(path: string, error: unknown): StockulaError {
  const isFull = error instanceof Error && 'code' in error && error.code === 'ENOSPC';
  return new StockulaError(
    isFull ? 'DISK_FULL' : 'DATA_DIR_UNUSABLE',
    {
      expected: `to write to the journal of the migration, ${path}`,
      got: messageOf(error),
      remedy: `Make ${isFull ? 'room on that disk' : 'it writable for this user'}, and go on with "stockula migrate resume": what was done stays.`,
    },
    error,
  );
}
