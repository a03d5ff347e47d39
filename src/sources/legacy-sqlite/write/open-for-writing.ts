import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { messageOf } from '../../../domain/errors.ts';
import { defaultBusyTimeoutMs } from '../connect.ts';
import { inspectFile } from '../inspect-file.ts';
import { describeFile, type LegacyFile } from '../open.ts';
import { explainWrite, notWritable } from './write-errors.ts';

const anyoneMayWrite = 0o222;

/** SQLite makes its journal beside the file. Root may write what nobody may: its owner's word counts all the same. */
function checkWritable(path: string): void {
  if ((statSync(path).mode & anyoneMayWrite) === 0) throw notWritable(path, 'one that is read-only');
  for (const place of [path, dirname(path)]) {
    try {
      accessSync(place, constants.W_OK);
    } catch (thrown) {
      throw notWritable(path, messageOf(thrown), thrown);
    }
  }
}

/**
 * Opens a database of the older application for reading and writing; what its last writer left unfinished is rolled
 * back. The caller closes it. Foreign keys are not enforced: older files have rows that break them.
 * @throws StockulaError SOURCE_UNUSABLE
 */
export function openForWriting(givenPath: string): LegacyFile {
  const { path, sizeBytes } = inspectFile(givenPath);
  checkWritable(path);
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { enableForeignKeyConstraints: false });
    database.exec(`PRAGMA busy_timeout = ${defaultBusyTimeoutMs}`);
    const opened = database;
    return describeFile({ database, recovered: false, close: () => opened.close() }, path, sizeBytes);
  } catch (thrown) {
    database?.close();
    throw explainWrite(path, thrown);
  }
}

/**
 * A number that changes whenever somebody else commits to the file
 * (https://www.sqlite.org/pragma.html#pragma_data_version).
 */
export function dataVersion({ database }: LegacyFile): number {
  return Number(database.prepare('PRAGMA data_version').get()?.['data_version']);
}

/**
 * Does work in one transaction that keeps other writers out from its beginning: committed if the work returns, and
 * otherwise the file stays as it was, also after a crash.
 *
 * Nothing in this process may open the file by other means meanwhile: closing it again would drop SQLite's locks
 * (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
 * @throws StockulaError SOURCE_UNUSABLE (locked, not writable, damaged), DISK_FULL, or as the work
 */
export async function inWriteTransaction<T>(
  { database, path }: LegacyFile,
  work: () => Promise<T>,
): Promise<T> {
  try {
    database.exec('BEGIN IMMEDIATE');
    const result = await work();
    database.exec('COMMIT');
    return result;
  } catch (thrown) {
    undo(database, path);
    throw explainWrite(path, thrown);
  }
}

/** Should it fail, the journal stays beside the file, and whoever opens it next has SQLite undo it. */
function undo(database: DatabaseSync, path: string): void {
  try {
    // Some errors, as that of a full disk, have ended the transaction, but what was written is undone on the next read.
    if (database.isTransaction) database.exec('ROLLBACK');
    else database.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (thrown) {
    throw explainWrite(path, thrown);
  }
}
