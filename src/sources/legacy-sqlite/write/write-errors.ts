import { messageOf, StockulaError } from '../../../domain/errors.ts';
import { explain, sqliteCodeOf, sqliteCodes, systemCodeOf } from '../source-errors.ts';

/** The error for a file that can be read but not written. */
export function notWritable(path: string, got: string, cause?: unknown): StockulaError {
  return new StockulaError(
    'SOURCE_UNUSABLE',
    {
      expected: `a file ${path} that can be written, in a folder that can be written`,
      got,
      remedy: 'Give write permission on both, and try again. Nothing in the file was changed.',
    },
    cause,
  );
}

function noRoom(path: string, cause: unknown): StockulaError {
  return new StockulaError(
    'DISK_FULL',
    {
      expected: `room on the disk of ${path} for more rows, and for SQLite's journal beside it meanwhile`,
      got: 'a full disk',
      remedy: 'Free some space and try again. The file is as it was before.',
    },
    cause,
  );
}

/** What SQLite or the file system reported about a file that was being written, in words for its owner. */
export function explainWrite(path: string, thrown: unknown): unknown {
  if (thrown instanceof StockulaError) return thrown;
  const code = (sqliteCodeOf(thrown) ?? 0) & 0xff;
  if (code === sqliteCodes.FULL || systemCodeOf(thrown) === 'ENOSPC') return noRoom(path, thrown);
  if (code === sqliteCodes.READONLY || code === sqliteCodes.CANTOPEN)
    return notWritable(path, `one that SQLite cannot write (${messageOf(thrown)})`, thrown);
  return explain(path, thrown);
}
