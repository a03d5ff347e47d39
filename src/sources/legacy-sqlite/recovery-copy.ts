import { chmodSync, constants, copyFileSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sidecarSuffixes } from './inspect-file.ts';
import { unusable } from './source-errors.ts';

/** A private copy of a database whose last writer crashed, brought to its last committed state. */
export interface RecoveryCopy {
  readonly path: string;
  remove(): void;
}

/** Size and time of last change of a database and its sidecars: equal before and after a copy, it is whole. */
function fingerprintOf(path: string): string {
  return ['', ...sidecarSuffixes]
    .map((suffix) => statSync(path + suffix, { throwIfNoEntry: false }))
    .map((stats) => (stats === undefined ? 'none' : `${stats.size}@${stats.mtimeMs}`))
    .join(' ');
}

function copyWithSidecars(path: string, target: string): void {
  for (const suffix of [...sidecarSuffixes, '']) {
    if (statSync(path + suffix, { throwIfNoEntry: false }) !== undefined) {
      copyFileSync(path + suffix, target + suffix, constants.COPYFILE_FICLONE);
      // A copy inherits the mode, and a read-only one could not be recovered.
      chmodSync(target + suffix, 0o600);
    }
  }
}

/** Opening it for writing lets SQLite roll the journal back; afterwards the copy has no sidecars. */
function settle(path: string): void {
  const database = new DatabaseSync(path);
  try {
    database.exec('PRAGMA journal_mode = DELETE; SELECT count(*) FROM sqlite_schema');
  } finally {
    database.close();
  }
}

/**
 * Copies a database that was left in the middle of a write into a temporary folder and recovers the copy, since
 * recovery writes and the source is never written. `remove` deletes the copy.
 */
export function copyForRecovery(path: string): RecoveryCopy {
  const folder = mkdtempSync(join(tmpdir(), 'stockula-recovery-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const target = join(folder, basename(path));
    const before = fingerprintOf(path);
    copyWithSidecars(path, target);
    if (fingerprintOf(path) !== before) {
      throw unusable(
        path,
        'which was being recovered by another program at the same moment',
        'Try again when the older application is idle.',
      );
    }
    settle(target);
    return { path: target, remove };
  } catch (thrown) {
    remove();
    throw thrown;
  }
}
