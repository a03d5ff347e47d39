import { type Command, Option } from 'commander';
import type { App } from '../../../app/app.ts';
import { defects } from '../../../domain/defect.ts';
import type { QuarantineFilter } from '../../../migrate/quarantine.ts';
import { withApp } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';
import { sourceTableOption } from '../../source-table-option.ts';

export interface ListOptions {
  readonly output: RowFormat;
}

type QuarantineOptions = QuarantineFilter & ListOptions;

/** `stockula migrate quarantine` */
export function addQuarantine(migrate: Command): void {
  migrate
    .command('quarantine')
    .description('list the rows that could not be taken, with reason, place and original content')
    .addOption(new Option('--reason <reason>', 'only rows with this reason').choices(Object.keys(defects)))
    .addOption(sourceTableOption())
    .addOption(rowFormatOption())
    .action((options: QuarantineOptions, command: Command) =>
      withApp(command, (app) => listCommand(app, options), { mustExist: true }),
    );
}

async function listCommand({ database }: App, options: QuarantineOptions): Promise<void> {
  const { listQuarantine } = await import('../../../migrate/quarantine.ts');
  const rows = await listQuarantine(database.pool, options);
  if (options.output === 'table') {
    const { forPeople } = await import('../../output/for-people.ts');
    const { renderQuarantine } = await import('../../output/quarantine.ts');
    process.stdout.write(forPeople(renderQuarantine(rows, process.stdout.isTTY)));
    return;
  }
  const { renderListing } = await import('../../output/listing.ts');
  const columns = [
    { title: 'table', value: (row: (typeof rows)[number]) => row.table },
    { title: 'place', value: (row: (typeof rows)[number]) => row.place },
    { title: 'reason', value: (row: (typeof rows)[number]) => row.reason },
    { title: 'twin', value: (row: (typeof rows)[number]) => row.twin },
    { title: 'original', value: (row: (typeof rows)[number]) => JSON.stringify(row.original) },
  ];
  process.stdout.write(renderListing(options.output, columns, rows, ''));
}
