import type { Command } from 'commander';
import type { App } from '../../../app/app.ts';
import type { MigrationReport } from '../../../migrate/report.ts';
import { withApp } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { progressLine } from '../../progress.ts';
import { printReport } from './print-report.ts';

export interface CopyOptions {
  readonly from?: string;
  readonly output: AnswerFormat;
}

/** Options of the commands that look at any legacy file. */
export function withSource(command: Command): Command {
  return sourceOptions(command, 'data.db_path of the configuration');
}

/** Options of the commands about a file that was migrated. */
export function withMigratedSource(command: Command): Command {
  return sourceOptions(command, 'that of the last migration, else data.db_path of the configuration');
}

function sourceOptions(command: Command, standard: string): Command {
  return command
    .option('--from <file>', `the SQLite file of the older application (default: ${standard})`)
    .addOption(answerFormatOption());
}

/** The file that a command about a migrated one means. */
export async function migratedFile({ database, config }: App, { from }: CopyOptions): Promise<string> {
  const { lastRun } = await import('../../../migrate/journal.ts');
  return from ?? (await lastRun(database))?.source_path ?? config.data.db_path;
}

/** `stockula migrate verify` */
export function addVerify(migrate: Command): void {
  withMigratedSource(migrate.command('verify'))
    .description(
      'compare the file as it is now with what was stored, per table, symbol and year; changes nothing',
    )
    .action((options: CopyOptions, command: Command) =>
      withApp(command, (app) => verifyCommand(app, options), { mustExist: true }),
    );
}

async function verifyCommand(app: App, options: CopyOptions): Promise<void> {
  const report = await migrate(app, await migratedFile(app, options), 'verify');
  await printReport(report, options.output);
}

/**
 * Runs or verifies a migration with progress on stderr. A run brings statistics, aggregates and compression up to
 * date, too, once the rows are known to be right. The synthetic sample makes way for anything else.
 */
export async function migrate(app: App, from: string, what: 'run' | 'verify'): Promise<MigrationReport> {
  const { runMigration, verifyMigration } = await import('../../../migrate/run.ts');
  const { aggregateAndCompress } = await import('../../../migrate/work.ts');
  const { samplePath } = await import('../../../migrate/sample.ts');
  const { database, policies, scratchFolder, config } = app;
  const progress = progressLine(process.stderr);
  const request = {
    database,
    from,
    policies,
    scratchFolder,
    onProgress: progress.migration.bind(progress),
    sample: {
      path: samplePath(config.database.data_dir),
      onRemoved: () => progress.note('The synthetic sample was removed to make room for your data'),
    },
  };
  try {
    if (what === 'verify') return await verifyMigration(request);
    const report = await runMigration(request);
    if (report.status === 'verified') await aggregateAndCompress(request);
    return report;
  } finally {
    progress.done();
  }
}
