import { type Command, Option } from 'commander';
import type { App } from '../../../app/app.ts';
import { defects } from '../../../domain/defect.ts';
import type { QuarantineFilter } from '../../../migrate/quarantine.ts';
import { withApp } from '../../context.ts';
import { type RowFormat, rowFormatOption } from '../../output-option.ts';

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
    .option('--table <table>', 'only rows of this source table')
    .addOption(rowFormatOption())
    .action((options: QuarantineOptions, command: Command) =>
      withApp(command, (app) => listCommand(app, options), { mustExist: true }),
    );
}

async function listCommand({ database }: App, options: QuarantineOptions): Promise<void> {
  const { listQuarantine } = await import('../../../migrate/quarantine.ts');
  const { renderListing } = await import('../../output/listing.ts');
  const rows = await listQuarantine(database.pool, options);
  const columns = [
    { title: 'table', value: (row: (typeof rows)[number]) => row.table },
    { title: 'place', value: (row: (typeof rows)[number]) => row.place },
    { title: 'reason', value: (row: (typeof rows)[number]) => row.reason },
    { title: 'twin', value: (row: (typeof rows)[number]) => row.twin },
    { title: 'original', value: (row: (typeof rows)[number]) => JSON.stringify(row.original) },
  ];
  process.stdout.write(renderListing(options.output, columns, rows, 'No quarantined row matches.'));
}
