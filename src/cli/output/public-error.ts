import { redactSecrets } from '../../config/secret-url.ts';
import { type ErrorCode, errorTable, messageOf, StockulaError } from '../../domain/errors.ts';
import { asTyped } from '../invocation.ts';
import { printable } from './printable.ts';

/** An error as users see it. All texts are on one line and free of passwords, commands as they are typed here. */
export interface PublicError {
  readonly code: ErrorCode;
  readonly title: string;
  readonly expected: string;
  readonly got: string;
  readonly remedy: string;
}

const property = (value: object, name: string): unknown => Reflect.get(value, name);

/** The thrown value and everything it was caused by or collects, each once. */
function* chain(thrown: unknown, seen = new Set<unknown>()): Generator<object> {
  if (typeof thrown !== 'object' || thrown === null || seen.has(thrown)) return;
  seen.add(thrown);
  yield thrown;
  yield* chain(property(thrown, 'cause'), seen);
  const collected = property(thrown, 'errors');
  if (Array.isArray(collected)) for (const inner of collected) yield* chain(inner, seen);
}

// No space left and quota exceeded (errno), PostgreSQL disk_full (SQLSTATE).
const fullDiskCodes: readonly unknown[] = ['ENOSPC', 'EDQUOT', '53100'];
const sqliteFull = 13;

function isDiskFull(error: object): boolean {
  const code = property(error, 'code');
  return (
    fullDiskCodes.includes(code) || (code === 'ERR_SQLITE_ERROR' && property(error, 'errcode') === sqliteFull)
  );
}

/** Whether the reader of our output has gone away, as `head` does. */
export function isClosedPipe(thrown: unknown): boolean {
  return typeof thrown === 'object' && thrown !== null && property(thrown, 'code') === 'EPIPE';
}

const refusals: readonly unknown[] = ['EACCES', 'EPERM', 'EROFS'];

/** What the system would not let this user do with a file or folder; null for any other error. */
function refusedFile(thrown: unknown): StockulaError | null {
  if (!(thrown instanceof Error) || !refusals.includes(property(thrown, 'code'))) return null;
  const path = property(thrown, 'path');
  if (typeof path !== 'string') return null;
  return new StockulaError(
    'RIGHTS_MISSING',
    {
      expected: `to be allowed to use ${path}`,
      got: messageOf(thrown),
      remedy: 'Mend the permissions of it and of the folders above it, or run the command as its owner.',
    },
    thrown,
  );
}

function asStockulaError(thrown: unknown): StockulaError {
  const full = [...chain(thrown)].find(isDiskFull);
  const isNamedSo = thrown instanceof StockulaError && thrown.code === 'DISK_FULL';
  if (full !== undefined && !isNamedSo) {
    return new StockulaError('DISK_FULL', {
      expected: 'room on the disk to write to',
      got: messageOf(full),
      remedy: 'Free some space on that disk, then run the command again.',
    });
  }
  if (thrown instanceof StockulaError) return thrown;
  const refused = refusedFile(thrown);
  if (refused !== null) return refused;
  return new StockulaError('INTERNAL', {
    expected: 'the command to run to its end',
    got: messageOf(thrown) || 'an error without a message',
    remedy: 'This is a defect of Stockula. Run again with STOCKULA_DEBUG=1 to see the stack, and report it.',
  });
}

/** What to tell the user about whatever was thrown. Not enough disk space is found behind any other error. */
export function publicError(thrown: unknown): PublicError {
  const { code, parts } = asStockulaError(thrown);
  const clean = (text: string) => printable(redactSecrets(text));
  return {
    code,
    title: errorTable[code].title,
    expected: asTyped(clean(parts.expected)),
    got: clean(parts.got),
    remedy: asTyped(clean(parts.remedy)),
  };
}
