import { type Command, Option } from 'commander';
import type { MigrationStatus } from '../../../app/migration-status.ts';
import type { GlobalOptions } from '../../context.ts';

interface StatusOptions {
  readonly output: 'console' | 'json';
}

/** `stockula migrate status` */
export function addStatus(migrate: Command): void {
  migrate
    .command('status')
    .description(
      'tell how far the migration is: its steps, what was verified, who answers now, what to do next',
    )
    .addOption(
      new Option('-o, --output <format>', 'form of the answer')
        .choices(['console', 'json'])
        .default('console'),
    )
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
