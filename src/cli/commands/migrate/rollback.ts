import type { Command } from 'commander';
import { type CopyOptions, withMigratedSource } from './copy.ts';
import { migratedTask, perform } from './perform.ts';

/** `stockula migrate rollback` */
export function addRollback(migrate: Command): void {
  withMigratedSource(migrate.command('rollback'))
    .description(
      'go back: carry what was written since the switch into the older file, after a backup of it, and have the application answer from it. Running processes change over by themselves',
    )
    .action((options: CopyOptions, command: Command) =>
      perform(
        command,
        { ...options, continues: true, mustExist: true, goesBack: true },
        migratedTask(options),
        async (task, around) => {
          const { prepareRollback } = await import('../../../migrate/machine/migration.ts');
          return prepareRollback(task, around);
        },
      ),
    );
}
