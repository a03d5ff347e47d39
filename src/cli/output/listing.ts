import type { RowFormat } from '../output-option.ts';
import { renderCsv } from './csv.ts';
import { renderJson } from './json.ts';
import { styleFor } from './style.ts';
import { type Column, renderTable } from './table.ts';

/** Rows in the form that was asked for; `none` is what a table of no rows says. */
export function renderListing<Row>(
  format: RowFormat,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  none: string,
): string {
  if (format === 'json') return renderJson(rows);
  if (format === 'csv') {
    return renderCsv(
      columns.map(({ title }) => title),
      rows.map((row) => columns.map(({ value }) => value(row))),
    );
  }
  return rows.length === 0 ? `${none}\n` : `${renderTable(columns, rows, styleFor(process.stdout.isTTY))}\n`;
}
