import type { CarriedBack } from '../../migrate/rollback/carried-back.ts';
import { formatCount } from './numbers.ts';
import { styleFor } from './style.ts';
import { renderTable } from './table.ts';

/** What going back did, for people. */
export function renderRollback(carried: CarriedBack, isTty: boolean): string {
  const style = styleFor(isTty);
  const rows = carried.tables.filter(
    (table) => table.inserted + table.updated + table.mended + table.only_in_file + table.left_out.length > 0,
  );
  const columns = [
    { title: 'Table', value: (row: (typeof rows)[number]) => row.name },
    { title: 'Inserted', value: (row: (typeof rows)[number]) => row.inserted },
    { title: 'Updated', value: (row: (typeof rows)[number]) => row.updated },
    { title: 'Mended', value: (row: (typeof rows)[number]) => row.mended },
    { title: 'Only in the file', value: (row: (typeof rows)[number]) => row.only_in_file },
  ];
  const leftOut = carried.tables.flatMap(({ name, left_out }) =>
    left_out.map(({ reason, count }) => `  ${formatCount(count).padStart(6)}  ${name}: ${reason}`),
  );
  return [
    rows.length === 0 ? 'Nothing had been written since the switch.' : renderTable(columns, rows, style),
    ...(leftOut.length === 0
      ? []
      : ['', 'Left out, because the older file has no place for them:', ...leftOut]),
    '',
    `Gone back: ${carried.path} has everything, and answers again.`,
    `The file as it was before: ${carried.backup}`,
    'The rows in TimescaleDB stay; to come again: stockula migrate switch --drain',
    '',
  ].join('\n');
}
