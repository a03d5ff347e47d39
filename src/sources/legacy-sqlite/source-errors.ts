import { messageOf, StockulaError } from '../../domain/errors.ts';

const expected = 'a readable SQLite database of the older Stockula application';

/** The error for a source file that cannot be used; `got` continues "Got FILE, …". */
export function unusable(path: string, got: string, remedy: string, cause?: unknown): StockulaError {
  return new StockulaError('SOURCE_UNUSABLE', { expected, got: `${path}, ${got}`, remedy }, cause);
}

export function diskFull(path: string, cause: unknown): StockulaError {
  return new StockulaError(
    'DISK_FULL',
    {
      expected: `room for a copy of the source database at ${path}`,
      got: 'a full disk',
      remedy: 'Free some space or choose a folder on another disk. The unfinished copy has been removed.',
    },
    cause,
  );
}

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html); extended codes carry them in the low byte. */
export const sqliteCodes = {
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const;

/** The extended SQLite result code of an error, or null when it does not come from SQLite. */
export function sqliteCodeOf(thrown: unknown): number | null {
  if (!(thrown instanceof Error) || !('errcode' in thrown)) return null;
  return typeof thrown.errcode === 'number' ? thrown.errcode : null;
}

/** The system error code (`ENOENT`, `ENOSPC`, …) of an error, or null. */
export function systemCodeOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown)) return null;
  return typeof thrown.code === 'string' ? thrown.code : null;
}

/** Another program holds its lock for longer than one waits. */
export function keptLocked(path: string, thrown: unknown): StockulaError {
  return unusable(
    path,
    'which another program keeps locked',
    'Wait until the older application has finished writing, or close it, and try again.',
    thrown,
  );
}

function sqliteFailure(path: string, code: number, thrown: unknown): StockulaError {
  switch (code & 0xff) {
    case sqliteCodes.BUSY:
    case sqliteCodes.LOCKED:
      return keptLocked(path, thrown);
    case sqliteCodes.CORRUPT:
    case sqliteCodes.NOTADB:
      return unusable(
        path,
        `which is damaged (${messageOf(thrown)})`,
        `Restore it from a backup, or save what can be read with: sqlite3 FILE .recover | sqlite3 REPAIRED`,
        thrown,
      );
    case sqliteCodes.FULL:
      return diskFull(path, thrown);
    default:
      return unusable(
        path,
        `which cannot be read (${messageOf(thrown)})`,
        'Check the permissions of the file and its folder and the state of the disk, and try again.',
        thrown,
      );
  }
}

/**
 * What the file system reported about a source file, in words for its owner. What is no error of the system passes
 * unchanged.
 */
export function explainFileError(path: string, thrown: unknown, ifMissing = 'Check the path.'): unknown {
  const code = systemCodeOf(thrown);
  if (thrown instanceof StockulaError || code === null) return thrown;
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return unusable(path, 'which does not exist', ifMissing, thrown);
  if (code === 'EACCES' || code === 'EPERM') {
    return unusable(
      path,
      'which this user may not read',
      'Give read permission on the file and its folders.',
      thrown,
    );
  }
  return unusable(path, `which cannot be opened (${code})`, 'Check the disk.', thrown);
}

/** Whether an error of the file system is about the file itself, or one of those that SQLite keeps beside it. */
function isAbout(path: string, thrown: unknown): boolean {
  if (!(thrown instanceof Error) || !('path' in thrown)) return false;
  return typeof thrown.path === 'string' && thrown.path.startsWith(path);
}

/** What SQLite or the file system reported about a source file, in words for its owner. Others pass unchanged. */
export function explain(path: string, thrown: unknown): unknown {
  if (thrown instanceof StockulaError) return thrown;
  if (systemCodeOf(thrown) === 'ENOSPC') return diskFull(path, thrown);
  const code = sqliteCodeOf(thrown);
  if (code !== null) return sqliteFailure(path, code, thrown);
  return isAbout(path, thrown) ? explainFileError(path, thrown) : thrown;
}
