import { type Command, Option } from 'commander';
import type { App } from '../../../app/app.ts';
import { defects } from '../../../domain/defect.ts';
import { withApp } from '../../context.ts';

interface QuarantineOptions {
  readonly reason?: string;
  readonly table?: string;
  readonly output: 'table' | 'json' | 'csv';
}

/** `stockula migrate quarantine` */
export function addQuarantine(migrate: Command): void {
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
      withApp(command, (app) => listCommand(app, options), { mustExist: true }),
    );
}

async function listCommand({ database }: App, options: QuarantineOptions): Promise<void> {
  const { listQuarantine } = await import('../../../migrate/quarantine.ts');
  const rows = await listQuarantine(database.pool, options);
  if (options.output === 'json') {
    const { renderJson } = await import('../../output/json.ts');
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
    const { renderCsv } = await import('../../output/csv.ts');
    process.stdout.write(
      renderCsv(
        columns.map(({ title }) => title),
        rows.map((row) => columns.map(({ value }) => value(row))),
      ),
    );
    return;
  }
  const { renderTable } = await import('../../output/table.ts');
  const { styleFor } = await import('../../output/style.ts');
  if (rows.length === 0) process.stdout.write('No quarantined row matches.\n');
  else process.stdout.write(`${renderTable(columns, rows, styleFor(process.stdout.isTTY))}\n`);
}
