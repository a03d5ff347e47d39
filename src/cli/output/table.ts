import { type AlignedColumn, aligned, type Column, cellOf, titleOf } from './column.ts';
import type { Style } from './style.ts';
import { renderTerminalTable } from './terminal-table.ts';

export type { Column } from './column.ts';

/**
 * A table as text without a final newline. For terminals as wide as they are, and cut after 500 rows with a line
 * that says so; otherwise whole, columns two spaces apart, one line for each row, which tools such as grep and awk
 * can read.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: Style,
): string {
  const settled = columns.map((column) => aligned(column, rows));
  return style.boxed ? renderTerminalTable(settled, rows, style) : plain(settled, rows, style);
}

function plain<Row>(columns: readonly AlignedColumn<Row>[], rows: readonly Row[], style: Style): string {
  const titles = columns.map((column) => titleOf(column, style));
  const lines = [titles, ...rows.map((row) => columns.map((column) => cellOf(column, row, style)))];
  const widths = columns.map((_, at) =>
    lines.reduce((widest, cells) => Math.max(widest, widthOf(cells[at]?.text ?? '')), 0),
  );
  return lines
    .map((cells) =>
      cells
        .map(({ text }, at) => padded(text, widths[at] ?? 0, columns[at]?.align))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** In characters; the wide ones of East Asian scripts count as one. */
function widthOf(text: string): number {
  return [...text].length;
}

function padded(text: string, width: number, alignment: 'left' | 'right' | undefined): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return alignment === 'right' ? space + text : text + space;
}
