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

/** Options of all commands that look at the legacy file. */
export function withSource(command: Command): Command {
  return command
    .option(
      '--from <file>',
      'the SQLite file of the older application (default: data.db_path of the configuration)',
    )
    .addOption(answerFormatOption());
}

/** `stockula migrate verify` */
export function addVerify(migrate: Command): void {
  withSource(migrate.command('verify'))
    .description(
      'compare the file as it is now with what was stored, per table, symbol and year; changes nothing',
    )
    .action((options: CopyOptions, command: Command) =>
      withApp(command, (app) => verifyCommand(app, options), { mustExist: true }),
    );
}

async function verifyCommand(app: App, options: CopyOptions): Promise<void> {
  const report = await migrate(app, options.from ?? app.config.data.db_path, 'verify');
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
