import type { Command } from 'commander';
import { type CopyOptions, withMigratedSource } from './copy.ts';
import { migratedTask, perform } from './perform.ts';

interface SwitchOptions extends CopyOptions {
  readonly drain?: boolean;
}

/** `stockula migrate switch` */
export function addSwitch(migrate: Command): void {
  withMigratedSource(migrate.command('switch'))
    .description(
      'have the application answer from TimescaleDB; refused unless the file is as it was verified. Running processes change over by themselves',
    )
    .option('--drain', 'first carry over what was written since, and verify')
    .action((options: SwitchOptions, command: Command) =>
      perform(
        command,
        { ...options, continues: true, mustExist: true },
        migratedTask(options),
        async (task, around) => {
          const { prepareSwitch } = await import('../../../migrate/machine/migration.ts');
          return prepareSwitch(task, around, options.drain === true);
        },
      ),
    );
}
