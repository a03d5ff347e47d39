import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { explainFileError } from './source-errors.ts';

/** Where SQLite counts the transactions of a file (https://www.sqlite.org/fileformat2.html#file_change_counter). */
const changeCounterAt = 24;

/** Who asks has read the file before. */
const putItBack =
  'Put it back where it was, or mount its disk, and run the command again: it goes on where it stopped.';

/** What a file looks like from outside: another stamp, other content. */
export interface FileStamp {
  readonly text: string;
  /** When the file was last written to, epoch milliseconds. */
  readonly writtenAt: number;
}

/**
 * Tells whether a database was written to, without opening or locking it. In write-ahead-log mode the counter
 * stands still, and the log grows instead.
 * @throws StockulaError SOURCE_UNUSABLE where there is no such file any more
 */
export function stampOf(path: string): FileStamp {
  try {
    const { ino, size, mtimeMs } = statSync(path);
    const log = statSync(`${path}-wal`, { throwIfNoEntry: false });
    const text = [ino, size, counterOf(path), log?.size ?? 0, log?.mtimeMs ?? 0].join(' ');
    return { text, writtenAt: Math.max(mtimeMs, log?.mtimeMs ?? 0) };
  } catch (error) {
    throw explainFileError(path, error, putItBack);
  }
}

function counterOf(path: string): number {
  const bytes = Buffer.alloc(4);
  const file = openSync(path, 'r');
  try {
    readSync(file, bytes, 0, 4, changeCounterAt);
  } finally {
    closeSync(file);
  }
  return bytes.readUInt32BE();
}
