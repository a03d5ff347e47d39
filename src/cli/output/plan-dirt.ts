import { defects } from '../../domain/defect.ts';
import type { Dirt, DirtExample, MigrationPlan } from '../../migrate/plan/plan-report.ts';
import { indented } from './indented.ts';
import { formatCount } from './numbers.ts';
import { originalValuesText } from './original-values.ts';
import { printable } from './printable.ts';
import type { Style } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** The rows that would be quarantined, by kind, with examples. */
export function dirtLines({ dirt }: MigrationPlan): string[] {
  if (dirt.length === 0) return ['  no rows'];
  return [
    '  Kept whole in the quarantine; docs/quarantine.md tells what to do about them.',
    ...dirt.flatMap(kindLines),
  ];
}

function kindLines({ table, reason, count, examples }: Dirt): string[] {
  return [
    `${formatCount(count).padStart(7)}  ${table}: ${reason} – ${defects[reason]}`,
    ...examples.map((example) => `           ${exampleText(example)}`),
  ];
}

function exampleText({ place, twin, values }: DirtExample): string {
  const other = twin === null ? '' : ` (first: row ${twin})`;
  return printable(`row ${place}${other}: ${originalValuesText(values)}`);
}

type Repair = MigrationPlan['repairs'][number];

const fates: Readonly<Record<Repair['kind'], string>> = {
  symbol_case: 'could get their symbol in upper case',
  interval_alias: 'could be taken as 1h',
  duplicate_option: 'could be reduced to one of each',
  stock_info_nan: 'are written with null, the text is kept beside',
};

/** What a later repair could do about rows; without one they go where the plan says. */
export function repairLines({ repairs }: MigrationPlan, style: Style): string[] {
  const found = repairs.filter(({ rows }) => rows > 0);
  if (found.length === 0) return ['  nothing'];
  const columns: Column<Repair>[] = [
    { title: 'Rows', value: ({ rows }) => rows },
    { title: 'Kind', value: ({ kind }) => kind },
    { title: 'These', value: ({ kind }) => fates[kind] },
  ];
  return [
    ...indented(renderTable(columns, found, style)),
    '  A run mends them only if asked to, with --repair (docs/quarantine.md).',
  ];
}
