import { type Command, Option } from 'commander';
import type { App } from '../../app/app.ts';
import { defects } from '../../domain/defect.ts';
import { errorTable } from '../../domain/errors.ts';
import type { MigrationReport } from '../../migrate/report.ts';
import { withApp } from '../context.ts';
import { progressLine } from '../progress.ts';

interface MigrateOptions {
  readonly from?: string;
  readonly output: 'console' | 'json';
}

interface QuarantineOptions {
  readonly reason?: string;
  readonly table?: string;
  readonly output: 'table' | 'json' | 'csv';
}

const fromText = 'the SQLite file of the older application (default: data.db_path of the configuration)';
const output = (): Option =>
  new Option('-o, --output <format>', 'form of the answer').choices(['console', 'json']).default('console');

/** `stockula migrate run|verify|quarantine`. */
export function addMigrate(program: Command): void {
  const migrate = program
    .command('migrate')
    .description("bring the older application's SQLite database over");
  migrate
    .command('run')
    .description(
      'copy it, verify it; run again at any time: it goes on where it stopped and changes nothing twice',
    )
    .option('--from <file>', fromText)
    .addOption(output())
    .action((options: MigrateOptions, command: Command) =>
      withApp(command, (app) => runCommand(app, options, 'run')),
    );
  migrate
    .command('verify')
    .description(
      'compare the file as it is now with what was stored, per table, symbol and year; changes nothing',
    )
    .option('--from <file>', fromText)
    .addOption(output())
    .action((options: MigrateOptions, command: Command) =>
      withApp(command, (app) => runCommand(app, options, 'verify')),
    );
  migrate
    .command('quarantine')
    .description('list the rows that could not be taken, with reason, place and original content')
    .addOption(new Option('--reason <reason>', 'only rows with this reason').choices(Object.keys(defects)))
    .option('--table <table>', 'only rows of this source table')
    .addOption(
      new Option('-o, --output <format>', 'form of the answer')
        .choices(['table', 'json', 'csv'])
        .default('table'),
    )
    .action((options: QuarantineOptions, command: Command) =>
      withApp(command, (app) => listCommand(app, options)),
    );
}

async function runCommand(app: App, options: MigrateOptions, what: 'run' | 'verify'): Promise<void> {
  const report = await migrate(app, options.from ?? app.config.data.db_path, what);
  if (options.output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson(report));
  } else {
    const { renderMigration } = await import('../output/migration.ts');
    process.stdout.write(renderMigration(report, process.stdout.isTTY));
  }
  if (report.status !== 'verified') process.exitCode = errorTable.VERIFY_MISMATCH.exit;
}

/** Runs or verifies a migration with progress on stderr. The synthetic sample makes way for anything else. */
export async function migrate(app: App, from: string, what: 'run' | 'verify'): Promise<MigrationReport> {
  const { runMigration, verifyMigration } = await import('../../migrate/run.ts');
  const { samplePath } = await import('../../migrate/sample.ts');
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
    return await (what === 'run' ? runMigration(request) : verifyMigration(request));
  } finally {
    progress.done();
  }
}

async function listCommand({ database }: App, options: QuarantineOptions): Promise<void> {
  const { listQuarantine } = await import('../../migrate/quarantine.ts');
  const rows = await listQuarantine(database.pool, options);
  if (options.output === 'json') {
    const { renderJson } = await import('../output/json.ts');
    process.stdout.write(renderJson(rows));
    return;
  }
  const columns = [
    { title: 'table', value: (row: (typeof rows)[number]) => row.table },
    { title: 'place', value: (row: (typeof rows)[number]) => row.place },
    { title: 'reason', value: (row: (typeof rows)[number]) => row.reason },
    { title: 'twin', value: (row: (typeof rows)[number]) => row.twin },
    { title: 'original', value: (row: (typeof rows)[number]) => JSON.stringify(row.original) },
  ];
  if (options.output === 'csv') {
    const { renderCsv } = await import('../output/csv.ts');
    process.stdout.write(
      renderCsv(
        columns.map(({ title }) => title),
        rows.map((row) => columns.map(({ value }) => value(row))),
      ),
    );
    return;
  }
  const { renderTable } = await import('../output/table.ts');
  const { styleFor } = await import('../output/style.ts');
  if (rows.length === 0) process.stdout.write('No quarantined row matches.\n');
  else process.stdout.write(`${renderTable(columns, rows, styleFor(process.stdout.isTTY))}\n`);
}
