import { closeSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { readHeader, sampleBytes } from './file-header.ts';
import { explainFileError, unusable } from './source-errors.ts';

export interface FileFacts {
  /** Absolute path. */
  readonly path: string;
  readonly sizeBytes: number;
  readonly walMode: boolean;
  /** Whether a rollback journal or a write-ahead log with content lies beside the file. */
  readonly hasSidecar: boolean;
}

function statOf(path: string): Stats {
  try {
    return statSync(path);
  } catch (thrown) {
    throw explainFileError(path, thrown);
  }
}

function readStart(path: string): Buffer {
  let handle: number | null = null;
  try {
    handle = openSync(path, 'r');
    const buffer = Buffer.alloc(sampleBytes);
    return buffer.subarray(0, readSync(handle, buffer, 0, sampleBytes, 0));
  } catch (thrown) {
    throw explainFileError(path, thrown);
  } finally {
    if (handle !== null) closeSync(handle);
  }
}

/** The sidecar files in which SQLite keeps what is not yet, or not finally, in the database file. */
export const sidecarSuffixes = ['-journal', '-wal'] as const;

/** Size in bytes of a file, 0 if there is none. */
function sizeOrZero(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/**
 * Looks at a file without opening it as a database. Throws SOURCE_UNUSABLE when it is missing, a folder, not
 * readable, empty, not SQLite, encrypted, compressed, or shorter than it says it is.
 */
export function inspectFile(givenPath: string): FileFacts {
  const path = resolve(givenPath);
  const stats = statOf(path);
  if (stats.isDirectory()) throw unusable(path, 'which is a folder', 'Give the database file inside it.');
  if (!stats.isFile()) throw unusable(path, 'which is not a regular file', 'Give the database file.');
  if (stats.size === 0)
    throw unusable(path, 'which is empty (0 bytes)', 'Check the path or restore a backup.');
  const { walMode, statedBytes } = readHeader(path, readStart(path));
  const hasSidecar = sidecarSuffixes.some((suffix) => sizeOrZero(path + suffix) > 0);
  // A pending journal or log may still change the size: then SQLite is the judge.
  if (statedBytes !== null && stats.size < statedBytes && !hasSidecar) {
    throw unusable(
      path,
      `which is truncated: ${stats.size} of ${statedBytes} bytes`,
      'Copy it again, completely, or restore it from a backup.',
    );
  }
  return { path, sizeBytes: stats.size, walMode, hasSidecar };
}
