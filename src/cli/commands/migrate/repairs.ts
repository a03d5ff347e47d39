import { type Command, Option } from 'commander';
import type { App } from '../../../app/app.ts';
import { repairKinds } from '../../../domain/repair.ts';
import type { RepairedFilter } from '../../../migrate/repaired.ts';
import { withApp } from '../../context.ts';
import { rowFormatOption } from '../../output-option.ts';
import { sourceTableOption } from '../../source-table-option.ts';
import type { ListOptions } from './quarantine.ts';

/** `stockula migrate repairs` */
export function addRepairs(migrate: Command): void {
  migrate
    .command('repairs')
    .description('list the rows that were mended, with kind and place (see migrate run --repair)')
    .addOption(new Option('--kind <kind>', 'only rows with this repair').choices(repairKinds))
    .addOption(sourceTableOption())
    .addOption(rowFormatOption())
    .action((options: RepairedFilter & ListOptions, command: Command) =>
      withApp(command, (app) => listCommand(app, options), { mustExist: true }),
    );
}

async function listCommand({ database }: App, options: RepairedFilter & ListOptions): Promise<void> {
  const { listRepaired } = await import('../../../migrate/repaired.ts');
  const { renderListing } = await import('../../output/listing.ts');
  const rows = await listRepaired(database.pool, options);
  const columns = [
    { title: 'table', value: (row: (typeof rows)[number]) => row.table },
    { title: 'place', value: (row: (typeof rows)[number]) => row.place },
    { title: 'kind', value: (row: (typeof rows)[number]) => row.kind },
  ];
  process.stdout.write(renderListing(options.output, columns, rows, 'No repaired row matches.'));
}
