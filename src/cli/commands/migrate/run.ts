import { resolve } from 'node:path';
import { type Command, Option } from 'commander';
import { StockulaError } from '../../../domain/errors.ts';
import { inListOrder, type RepairSet } from '../../../domain/repair.ts';
import { type DriverName, driverNames } from '../../../infra/driver.ts';
import { answerFormatOption } from '../../output-option.ts';
import { repairOption } from '../../repair-option.ts';
import { type CopyOptions, withSource } from './copy.ts';
import { type Prepare, perform } from './perform.ts';

interface RunOptions extends CopyOptions {
  readonly driver: DriverName;
  readonly yes?: boolean;
  readonly switch: boolean;
  readonly repair?: RepairSet;
}

const prepare: Prepare = async (task, around, goesBack) => {
  const { prepareMigration, prepareRollback } = await import('../../../migrate/machine/migration.ts');
  return goesBack ? prepareRollback(task, around) : prepareMigration(task, around);
};

const consentText = 'agree to have missing packages installed';

/** `stockula migrate run` */
export function addRun(migrate: Command): void {
  withSource(migrate.command('run'))
    .description(
      'all of a migration: look at the machine, bring up the database, copy, verify, switch, test. Run it again at any time: it goes on where it stopped and changes nothing twice',
    )
    .addOption(
      new Option('--driver <driver>', 'where database, pool, cache and monitoring come from')
        .choices(driverNames)
        .default('embedded'),
    )
    .addOption(repairOption())
    .option('-y, --yes', consentText)
    .option('--no-switch', 'copy and verify, and leave the configuration as it is')
    .action((options: RunOptions, command: Command) =>
      perform(
        command,
        options,
        ({ config }) => ({
          from: resolve(options.from ?? config.data.db_path),
          driver: options.driver,
          switches: options.switch,
          repairs: options.repair ? inListOrder(options.repair) : null,
        }),
        prepare,
      ),
    );
}

interface ResumeOptions {
  readonly yes?: boolean;
  readonly output: CopyOptions['output'];
}

/** `stockula migrate resume` */
export function addResume(migrate: Command): void {
  migrate
    .command('resume')
    .description(
      'go on with the last migration, or rollback, that did not come to its end, as it was asked for',
    )
    .option('-y, --yes', consentText)
    .addOption(answerFormatOption())
    .action((options: ResumeOptions, command: Command) =>
      perform(
        command,
        { ...options, goesBack: 'as before' },
        (_, last) => {
          if (last && last.outcome !== 'completed') return last.task;
          throw new StockulaError('MIGRATION_CONFLICT', {
            expected: 'a migration that did not come to its end',
            got: last ? `one of ${last.task.from} that did` : 'none yet',
            remedy: 'To begin one: stockula migrate run --from FILE.',
          });
        },
        prepare,
      ),
    );
}
