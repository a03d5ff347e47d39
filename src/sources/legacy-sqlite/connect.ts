import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { FileFacts } from './inspect-file.ts';
import { copyForRecovery } from './recovery-copy.ts';
import { explain, sqliteCodeOf, sqliteCodes } from './source-errors.ts';

export interface Connection {
  readonly database: DatabaseSync;
  /** Whether it reads a recovered private copy, because the file was left in the middle of a write. */
  readonly recovered: boolean;
  close(): void;
}

/** How long to wait for a writing application before giving up, in milliseconds. */
export const defaultBusyTimeoutMs = 5_000;

function open(location: string | URL, busyTimeoutMs: number): DatabaseSync {
  const database = new DatabaseSync(location, { readOnly: true, enableForeignKeyConstraints: false });
  try {
    database.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeoutMs)}`);
    // Opening is lazy: only a read takes the lock, meets a hot journal, and sees the first page.
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return database;
  } catch (thrown) {
    database.close();
    throw thrown;
  }
}

function openRecovered(path: string, busyTimeoutMs: number): Connection {
  const copy = copyForRecovery(path);
  try {
    const database = open(copy.path, busyTimeoutMs);
    return {
      database,
      recovered: true,
      close: () => {
        database.close();
        copy.remove();
      },
    };
  } catch (thrown) {
    copy.remove();
    throw thrown;
  }
}

/** A clean file in write-ahead-log mode in a folder we may not write: nobody else can be writing it there either. */
function openImmutable(path: string, busyTimeoutMs: number): Connection {
  const url = pathToFileURL(path);
  url.searchParams.set('immutable', '1');
  const database = open(url, busyTimeoutMs);
  return { database, recovered: false, close: () => database.close() };
}

function openDirectly(path: string, busyTimeoutMs: number): Connection {
  const database = open(path, busyTimeoutMs);
  return { database, recovered: false, close: () => database.close() };
}

/** Whether SQLite refused because reading would first need a write: a hot journal, or a missing shared-memory file. */
function needsWrite(thrown: unknown): boolean {
  const code = sqliteCodeOf(thrown);
  return (
    code !== null && [sqliteCodes.READONLY, sqliteCodes.CANTOPEN].some((primary) => primary === (code & 0xff))
  );
}

function openAnyhow(facts: FileFacts, busyTimeoutMs: number): Connection {
  try {
    return openDirectly(facts.path, busyTimeoutMs);
  } catch (thrown) {
    if (!needsWrite(thrown)) throw thrown;
    if (facts.hasSidecar) return openRecovered(facts.path, busyTimeoutMs);
    if (facts.walMode) return openImmutable(facts.path, busyTimeoutMs);
    throw thrown;
  }
}

/** Opens an inspected file for reading. Throws SOURCE_UNUSABLE (locked, damaged) or DISK_FULL (recovery). */
export function connectReadOnly(facts: FileFacts, busyTimeoutMs: number): Connection {
  try {
    return openAnyhow(facts, busyTimeoutMs);
  } catch (thrown) {
    throw explain(facts.path, thrown);
  }
}
