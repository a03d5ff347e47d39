import type { Command } from 'commander';
import type { MigrationStatus } from '../../../app/migration-status.ts';
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
    .action(async ({ output }: StatusOptions, command: Command) => {
      const status = await readStatus(command);
      if (output === 'json') {
        const { renderJson } = await import('../../output/json.ts');
        process.stdout.write(renderJson(status));
      } else {
        const { renderStatus } = await import('../../output/migration-status.ts');
        const { asTyped } = await import('../../invocation.ts');
        process.stdout.write(asTyped(renderStatus(status, process.stdout.isTTY)));
      }
    });
}

async function readStatus(command: Command): Promise<MigrationStatus> {
  const { readConfiguration } = await import('../../../app/configuration.ts');
  const { migrationStatus } = await import('../../../app/migration-status.ts');
  const { config: configFile } = command.optsWithGlobals<GlobalOptions>();
  return migrationStatus(await readConfiguration(configFile), { configFile });
}
