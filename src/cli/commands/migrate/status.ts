import type { Command } from 'commander';
import type { MigrationStatus } from '../../../app/migration-status.ts';
import { errorTable } from '../../../domain/errors.ts';
import type { GlobalOptions } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';

interface StatusOptions {
  readonly output: AnswerFormat;
}

/** `stockula migrate status` */
export function addStatus(migrate: Command): void {
  migrate
    .command('status')
    .description(
      'tell how far the migration is: its steps, what was verified, who answers now, what to do next',
    )
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      '\nExit status: 0; where the database could not be asked, that of the reason (7 if it does not answer), with all the rest told.',
    )
    .action(async ({ output }: StatusOptions, command: Command) => {
      const status = await readStatus(command);
      if (output === 'json') {
        const { renderJson } = await import('../../output/json.ts');
        const { publicError } = await import('../../output/public-error.ts');
        const error = status.database_error && publicError(status.database_error);
        process.stdout.write(renderJson({ ...status, database_error: error }));
      } else {
        const { renderStatus } = await import('../../output/migration-status.ts');
        const { forPeople } = await import('../../output/for-people.ts');
        process.stdout.write(forPeople(renderStatus(status, process.stdout.isTTY)));
      }
      if (status.database_error) process.exitCode = errorTable[status.database_error.code].exit;
    });
}

async function readStatus(command: Command): Promise<MigrationStatus> {
  const { readConfiguration } = await import('../../../app/configuration.ts');
  const { migrationStatus } = await import('../../../app/migration-status.ts');
  const { config: configFile } = command.optsWithGlobals<GlobalOptions>();
  return migrationStatus(await readConfiguration(configFile), { configFile });
}
