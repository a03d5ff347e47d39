import type { Command } from 'commander';
import type { App } from '../../../app/app.ts';
import { errorTable } from '../../../domain/errors.ts';
import { withApp } from '../../context.ts';
import { type AnswerFormat, answerFormatOption } from '../../output-option.ts';
import { progressLine } from '../../progress.ts';

interface WriteOptions {
  readonly out: string;
  readonly sign?: string;
  readonly output: AnswerFormat;
}

interface CheckOptions {
  readonly key?: string;
  readonly output: AnswerFormat;
}

/** `stockula migrate report` and `stockula migrate report check` */
export function addReport(migrate: Command): void {
  const report = migrate
    .command('report')
    .description('write a report of the last migration that can be filed: a page, and the same as JSON')
    .option('--out <folder>', 'where to write migration-report.html and migration-report.json', '.')
    .option('--sign <keyfile>', 'sign the JSON file with this Ed25519 private key (PKCS#8, PEM)')
    .addOption(answerFormatOption())
    .addHelpText('after', '\nA key to sign with: openssl genpkey -algorithm ed25519 -out key.pem')
    .action((options: WriteOptions, command: Command) => writeCommand(options, command));
  report
    .command('check <file>')
    .description(
      'say whether a report is as it was written: its signature, and the page beside it. The file is the JSON file, the page, or the folder that --out named',
    )
    .option('--key <publickey>', 'the key (PEM) that must have signed it')
    .addOption(answerFormatOption())
    .addHelpText(
      'after',
      '\nExit status: 0 if nothing speaks against it, 8 if it was edited or cannot be judged.',
    )
    .action((file: string, options: CheckOptions, command: Command) =>
      checkCommand(file, options, versionOf(command)),
    );
}

async function writeCommand(options: WriteOptions, command: Command): Promise<void> {
  const { refuseUnusableFolder } = await import('../../../migrate/file-report/write-files.ts');
  const { readSigningKey } = await import('../../../migrate/file-report/key-file.ts');
  // Before the database is opened and measured.
  refuseUnusableFolder(options.out);
  const key = options.sign === undefined ? null : readSigningKey(options.sign);
  await withApp(command, async (app) => {
    const file = await collect(app, versionOf(command));
    const { writeReport } = await import('../../../migrate/file-report/write-files.ts');
    const written = { status: file.status, ...writeReport(file, options.out, key) };
    const { renderJson } = await import('../../output/json.ts');
    const { forPeople } = await import('../../output/for-people.ts');
    const { renderWritten } = await import('../../output/migration-report.ts');
    process.stdout.write(options.output === 'json' ? renderJson(written) : forPeople(renderWritten(written)));
    if (file.status !== 'verified') process.exitCode = errorTable.VERIFY_MISMATCH.exit;
  });
}

async function collect({ database, scratchFolder, config }: App, stockula: string) {
  const { collectMigrationFile } = await import('../../../migrate/file-report/collect.ts');
  const { StepJournal } = await import('../../../migrate/machine/step-journal.ts');
  const journaled = new StepJournal(config.database.data_dir).last();
  const progress = progressLine(process.stderr);
  return collectMigrationFile({
    database,
    scratchFolder,
    stockula,
    phases: journaled?.phases ?? [],
    configurationChanges: journaled?.changes ?? [],
    onProgress: (text) => progress.note(text),
  });
}

async function checkCommand(file: string, options: CheckOptions, stockula: string): Promise<void> {
  const { checkReport } = await import('../../../migrate/file-report/check.ts');
  const { readPublicKey } = await import('../../../migrate/file-report/key-file.ts');
  const key = options.key === undefined ? null : readPublicKey(options.key);
  const result = checkReport({ file, key, stockula });
  const { renderJson } = await import('../../output/json.ts');
  const { forPeople } = await import('../../output/for-people.ts');
  const { renderCheck } = await import('../../output/migration-report.ts');
  process.stdout.write(
    options.output === 'json' ? renderJson(result) : forPeople(renderCheck(result, process.stdout.isTTY)),
  );
  if (!result.ok) process.exitCode = errorTable.VERIFY_MISMATCH.exit;
}

/** Of the whole program, which knows it. */
function versionOf(command: Command): string {
  return command.parent ? versionOf(command.parent) : (command.version() ?? 'unknown');
}
