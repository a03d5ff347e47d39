import { chmodSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import { temporaryName } from '../../config/temporary-name.ts';
import { StockulaError } from '../../domain/errors.ts';
import { removeLeftovers } from '../../infra/system/leftovers.ts';
import { takeSnapshot } from '../../sources/legacy-sqlite/snapshot.ts';
import {
  dataVersion,
  inWriteTransaction,
  openForWriting,
} from '../../sources/legacy-sqlite/write/open-for-writing.ts';
import { asOfNow } from '../follow/round.ts';
import { type MigrationRun, runToVerify } from '../journal.ts';
import type { MigrationSource } from '../source.ts';
import { type MigrationRequest, withSource } from '../work.ts';
import type { CarriedBack } from './carried-back.ts';
import { carryAll } from './carry-all.ts';

export interface CarryBackRequest extends MigrationRequest {
  /** Where the backup of the file goes; by default beside it. */
  readonly backupFolder?: string;
}

/**
 * Goes back: carries rows that were written into TimescaleDB since a migration into the legacy file they came from,
 * after a backup of it. All is written in one transaction, so that the file is as before or has everything; nothing
 * is removed from it. Running it again changes nothing. Nothing else in this process may open the file meanwhile.
 * @throws StockulaError MIGRATION_CONFLICT (another file was migrated, a migration is not finished, the file was
 *   written to during the backup), SOURCE_UNUSABLE (not writable, locked), DISK_FULL, DATABASE_UNAVAILABLE; the file
 *   is then as it was before, and the backup removed
 */
export async function carryBack(request: CarryBackRequest): Promise<CarriedBack> {
  const started = performance.now();
  return withSource(request, async (source) => {
    const run = asOfNow(await runToVerify(request.database, source));
    const folder = request.backupFolder ?? dirname(source.path);
    const nameStart = backupNameStart(source.path);
    removeLeftovers(folder, (name) => name.startsWith(nameStart));
    const time = new Date().toISOString().replace(/[-:.]/g, '');
    const backup = join(folder, `${nameStart}${time}.db`);
    try {
      const carried = await writeBack(request, source, run, backup);
      return {
        path: source.path,
        generation: source.file.generation,
        backup,
        ...carried,
        seconds: Math.round(performance.now() - started) / 1000,
      };
    } catch (error) {
      rmSync(backup, { force: true });
      throw error;
    }
  });
}

/** Of `NAME.before-rollback-20261122T213000123Z.db`. */
const backupNameStart = (path: string): string => `${basename(path, extname(path))}.before-rollback-`;

async function writeBack(
  { database, onProgress }: CarryBackRequest,
  { path }: MigrationSource,
  { asOf, repairs }: MigrationRun,
  backup: string,
): Promise<Pick<CarriedBack, 'tables' | 'not_carried' | 'proven'>> {
  const file = openForWriting(path);
  try {
    const before = dataVersion(file);
    onProgress({ step: 'snapshot', label: 'backup', done: 0, total: null });
    // Before the transaction: a copy opens the file, and closing it again would drop the transaction's locks.
    await takeBackup(path, backup);
    return await inWriteTransaction(file, () => {
      if (dataVersion(file) !== before) throw writtenMeanwhile(path);
      return carryAll({ database, file, asOf, repairs, onProgress });
    });
  } finally {
    file.close();
  }
}

/** Under its own name once it is complete. */
async function takeBackup(path: string, backup: string): Promise<void> {
  const temporary = temporaryName(backup);
  try {
    await takeSnapshot(path, temporary);
    chmodSync(temporary, statSync(path).mode & 0o777);
    renameSync(temporary, backup);
  } finally {
    rmSync(temporary, { force: true });
  }
}

function writtenMeanwhile(path: string): StockulaError {
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: `${path} to stay as it is while it is backed up`,
    got: 'that another program wrote to it',
    remedy: 'Close the older application and run this again. Nothing in the file was changed.',
  });
}
