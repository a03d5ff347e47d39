import { accessSync, constants, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { backup, DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { messageOf, StockulaError } from '../../domain/errors.ts';
import { connectReadOnly, defaultBusyTimeoutMs } from './connect.ts';
import { inspectFile } from './inspect-file.ts';
import { diskFull, explain, keptLocked, sqliteCodeOf, sqliteCodes } from './source-errors.ts';

export interface SnapshotProgress {
  readonly copiedPages: number;
  readonly totalPages: number;
}

/**
 * Pages copied under one read lock: 16 MB of 4 KB pages, some tens of milliseconds, far below the five seconds that
 * Python's sqlite3 waits for a lock before its write fails.
 */
const pagesPerStep = 4_096;

/** Between two attempts to begin while a writer has the file locked. */
const retryMs = 10;
/** How long to try: one that writes all the time leaves only short gaps. */
const beginPatienceMs = 30_000;

/** A write by another process makes SQLite start the copy again; after this many, all is copied in one step. */
const restartLimit = 5;

/** More pages than a file can have in SQLite's 32-bit count of pages per step. */
const allPages = 0x7fff_ffff;

class RestartedTooOften extends Error {}

function copyInSteps(
  source: DatabaseSync,
  target: string,
  rate: number,
  onProgress: (progress: SnapshotProgress) => void,
): Promise<number> {
  let lastRemaining = Number.POSITIVE_INFINITY;
  let restarts = 0;
  return backup(source, target, {
    rate,
    progress: ({ totalPages, remainingPages }) => {
      if (remainingPages >= lastRemaining) restarts += 1;
      if (restarts > restartLimit) throw new RestartedTooOften();
      lastRemaining = remainingPages;
      onProgress({ copiedPages: totalPages - remainingPages, totalPages });
    },
  });
}

/**
 * Whether a copy could not begin because a writer had the file locked. node:sqlite goes on after a lock that it meets
 * later, but takes one at the first step for the end, and reports it without a code ("not an error").
 */
function wasLockedAtFirst(thrown: unknown): boolean {
  return sqliteCodeOf(thrown) === 0;
}

async function copyOnceUnlocked(path: string, copy: () => Promise<unknown>): Promise<void> {
  const deadline = performance.now() + beginPatienceMs;
  for (;;) {
    try {
      await copy();
      return;
    } catch (thrown) {
      if (!wasLockedAtFirst(thrown)) throw thrown;
      if (performance.now() > deadline) throw keptLocked(path, thrown);
    }
    await setTimeout(retryMs);
  }
}

function removePartial(partial: string): void {
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(partial + suffix, { force: true });
}

/** Each step takes and releases the read lock, so writers get through; the last attempt holds it throughout. */
async function copyWithin(
  path: string,
  source: DatabaseSync,
  partial: string,
  onProgress: (progress: SnapshotProgress) => void,
): Promise<void> {
  try {
    await copyOnceUnlocked(path, () => copyInSteps(source, partial, pagesPerStep, onProgress));
  } catch (thrown) {
    if (!(thrown instanceof RestartedTooOften)) throw thrown;
    removePartial(partial);
    await copyOnceUnlocked(path, () => copyInSteps(source, partial, allPages, onProgress));
  }
}

/** A copy of a file in write-ahead-log mode would need sidecars to be read; one file is easier to keep. */
function leaveLogMode(partial: string): void {
  const database = new DatabaseSync(partial);
  try {
    database.exec('PRAGMA journal_mode = DELETE');
  } finally {
    database.close();
  }
}

function checkTarget(target: string): void {
  if (existsSync(target)) {
    throw new StockulaError('MIGRATION_CONFLICT', {
      expected: 'a path at which no file exists yet for the snapshot',
      got: `${target}, which exists`,
      remedy: 'Remove it or choose another path.',
    });
  }
  try {
    accessSync(dirname(target), constants.W_OK);
  } catch (thrown) {
    throw new StockulaError(
      'DATA_DIR_UNUSABLE',
      {
        expected: `a writable folder ${dirname(target)} for the snapshot`,
        got: messageOf(thrown),
        remedy: 'Create it or give write permission.',
      },
      thrown,
    );
  }
}

/**
 * Copies a database at one point in time while its application may go on writing, by SQLite's backup interface
 * (https://www.sqlite.org/backup.html). The copy appears at `targetPath` only when it is complete.
 * `onProgress` may throw to cancel. Throws SOURCE_UNUSABLE, DISK_FULL, DATA_DIR_UNUSABLE, MIGRATION_CONFLICT.
 */
export async function takeSnapshot(
  sourcePath: string,
  targetPath: string,
  onProgress: (progress: SnapshotProgress) => void = () => undefined,
): Promise<void> {
  const target = resolve(targetPath);
  const partial = `${target}.partial`;
  const facts = inspectFile(sourcePath);
  checkTarget(target);
  const source = connectReadOnly(facts, defaultBusyTimeoutMs);
  try {
    removePartial(partial);
    await copyWithin(facts.path, source.database, partial, onProgress);
    leaveLogMode(partial);
    renameSync(partial, target);
  } catch (thrown) {
    removePartial(partial);
    const isFull = ((sqliteCodeOf(thrown) ?? 0) & 0xff) === sqliteCodes.FULL;
    throw isFull ? diskFull(target, thrown) : explain(facts.path, thrown);
  } finally {
    source.close();
  }
}
