import { counted } from '../../domain/counted.ts';
import { defects } from '../../domain/defect.ts';
import type { QuarantinedRow } from '../../migrate/quarantine.ts';
import { quarantinedValues } from '../../migrate/quarantined-values.ts';
import { originalValuesText } from './original-values.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

const columns: readonly Column<QuarantinedRow>[] = [
  { title: 'Table', value: ({ table }) => table, whole: true },
  { title: 'Row', value: ({ place }) => place, whole: true },
  { title: 'Reason', value: ({ reason }) => reason, whole: true },
  { title: 'The row …', value: sentence },
  { title: 'What is wrong', value: (row) => originalValuesText(quarantinedValues(row).wrong) },
  { title: 'The rest of it', value: (row) => originalValuesText(quarantinedValues(row).rest) },
];

/** Quarantined rows for people: why each is there, and what it says, long values cut. Ends with a newline. */
export function renderQuarantine(rows: readonly QuarantinedRow[], isTty = false): string {
  if (rows.length === 0) return 'No quarantined row matches.\n';
  const kept = `${counted(rows.length, 'row')}, kept whole: -o json has all that is known of each.`;
  return `${renderTable(columns, rows, styleFor(isTty))}\n${kept}\n`;
}

function sentence({ reason, twin }: QuarantinedRow): string {
  return twin === null ? defects[reason] : `${defects[reason]} (row ${twin})`;
}
