import { type CarriedBack, hasEverything } from '../../migrate/rollback/carried-back.ts';
import { formatCount } from './numbers.ts';
import { styleFor } from './style.ts';
import { renderTable } from './table.ts';

/** What going back did, for people. */
export function renderRollback(carried: CarriedBack, isTty: boolean): string {
  const style = styleFor(isTty);
  const rows = carried.tables.filter(
    (table) => table.inserted + table.updated + table.mended + table.only_in_file + table.left_out.length > 0,
  );
  const isAdjusted = carried.tables.some(({ adjusted }) => adjusted > 0);
  const columns = [
    { title: 'Table', value: (row: (typeof rows)[number]) => row.name },
    { title: 'Inserted', value: (row: (typeof rows)[number]) => row.inserted },
    { title: 'Updated', value: (row: (typeof rows)[number]) => row.updated },
    { title: 'Mended', value: (row: (typeof rows)[number]) => row.mended },
    ...(isAdjusted ? [{ title: 'Adjusted', value: (row: (typeof rows)[number]) => row.adjusted }] : []),
    { title: 'Only in the file', value: (row: (typeof rows)[number]) => row.only_in_file },
  ];
  const leftOut = [
    ...carried.tables.flatMap(({ name, left_out }) =>
      left_out.map(({ reason, count }) => `  ${formatCount(count).padStart(6)}  ${name}: ${reason}`),
    ),
    ...carried.not_carried.map(({ table, count }) => `  ${formatCount(count).padStart(6)}  ${table}`),
  ];
  return [
    rows.length === 0 ? 'Nothing had been written since the switch.' : renderTable(columns, rows, style),
    ...(isAdjusted
      ? [
          'Adjusted: rows that are stored as traded, with splits and dividends up to now, as the older application has them.',
        ]
      : []),
    ...(leftOut.length === 0
      ? []
      : ['', 'Left out, because the older file has no place for them:', ...leftOut]),
    '',
    `Gone back: ${carried.path} ${hasEverything(carried) ? 'has everything, and answers again.' : 'answers again. It has everything but what was left out.'}`,
    `The file as it was before: ${carried.backup}`,
    'The rows in TimescaleDB stay; to come again: stockula migrate switch --drain',
    '',
  ].join('\n');
}
