import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../../../config/load.ts';
import { StockulaError } from '../../../domain/errors.ts';
import { waitOrEndIt } from '../../../migrate/conflicts.ts';
import type { StepJournal } from '../../../migrate/machine/step-journal.ts';

interface LockedMigration {
  /** Real path of the prepared data directory. */
  readonly dataDirectory: string;
  readonly journal: StepJournal;
}

/**
 * Does work that only one process may do at a time: bring up servers, copy, change the configuration.
 * @throws StockulaError MIGRATION_CONFLICT while another process does; DATA_DIR_UNUSABLE
 */
export async function withMigrationLock<T>(
  { config }: LoadedConfig,
  work: (locked: LockedMigration) => Promise<T>,
): Promise<T> {
  const { DirectoryLock, prepareDataDirectory } = await import('../../../app/data-directory.ts');
  const { StepJournal } = await import('../../../migrate/machine/step-journal.ts');
  const { root } = prepareDataDirectory(config.database.data_dir);
  const journal = new StepJournal(root);
  mkdirSync(join(root, 'migration'), { recursive: true, mode: 0o700 });
  const lock = DirectoryLock.take(join(root, 'migration', 'lock'), 0);
  if (!lock) throw atWork(journal);
  try {
    return await work({ dataDirectory: root, journal });
  } finally {
    lock.release();
  }
}

/** @throws StockulaError MIGRATION_CONFLICT while another process does such work; takes no lock */
export async function refuseAtWork({ config }: LoadedConfig): Promise<void> {
  const { DirectoryLock } = await import('../../../app/data-directory.ts');
  const { StepJournal } = await import('../../../migrate/machine/step-journal.ts');
  const root = config.database.data_dir;
  if (DirectoryLock.isHeld(join(root, 'migration', 'lock'))) throw atWork(new StepJournal(root));
}

function atWork(journal: StepJournal): StockulaError {
  const last = journal.last();
  return new StockulaError('MIGRATION_CONFLICT', {
    expected: 'no other migration at work',
    got:
      last?.outcome === 'running'
        ? `one that runs in process ${last.pid} on ${last.host}, from ${last.task.from}`
        : 'another command that starts or stops servers, or has just begun to migrate',
    remedy: waitOrEndIt,
  });
}
