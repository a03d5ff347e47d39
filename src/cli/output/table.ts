import Table from 'cli-table3';
import { dash, formatDecimal } from './numbers.ts';
import { printable } from './printable.ts';
import type { Colors, Style } from './style.ts';

/** One column of a table; numbers and columns with a number format are aligned to the right. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => unknown;
  /** Turns the value into text; by default numbers get up to 4 decimals and missing values a dash. */
  readonly format?: (value: never) => string;
  readonly align?: 'left' | 'right';
  /** Colours the finished text, by row. */
  readonly paint?: (text: string, row: Row, colors: Colors) => string;
}

interface Cell {
  readonly text: string;
  readonly painted: string;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '' || Number.isNaN(value)) return dash;
  if (typeof value === 'number') return Number.isInteger(value) ? formatDecimal(value, 0) : trimmed(value);
  if (typeof value === 'bigint') return formatDecimal(value, 0);
  return value instanceof Date ? value.toISOString() : String(value);
}

function trimmed(value: number): string {
  return formatDecimal(value, 4)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

function cellOf<Row>(column: Column<Row>, row: Row, style: Style): Cell {
  const value = column.value(row);
  const text = printable(column.format ? column.format(value as never) : plainText(value));
  return { text, painted: column.paint ? column.paint(text, row, style.colors) : text };
}

function alignmentOf<Row>(column: Column<Row>, rows: readonly Row[]): 'left' | 'right' {
  if (column.align !== undefined) return column.align;
  const values = rows.map(column.value).filter((value) => value !== null && value !== undefined);
  const numeric = values.every((value) => typeof value === 'number' || typeof value === 'bigint');
  return numeric && values.length > 0 ? 'right' : 'left';
}

/** Rows of a boxed table: no terminal shows more, and the library's time grows with their square. */
const mostBoxedRows = 500;

/**
 * A table as text without a final newline. Boxed for terminals, cut after 500 rows with a line that says so;
 * otherwise whole, columns two spaces apart, one line for each row, which tools such as grep and awk can read.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: Style,
): string {
  const alignments = columns.map((column) => alignmentOf(column, rows));
  return style.boxed ? boxed(columns, alignments, rows, style) : plain(columns, alignments, rows, style);
}

type Alignment = 'left' | 'right';

function boxed<Row>(
  columns: readonly Column<Row>[],
  alignments: Alignment[],
  rows: readonly Row[],
  style: Style,
): string {
  const table = new Table({
    head: columns.map((column) => style.colors.bold(printable(column.title))),
    colAligns: alignments,
    // The library would colour heads and lines by itself, whatever the stream is.
    style: { head: [], border: [], compact: true },
  });
  for (const row of rows.slice(0, mostBoxedRows))
    table.push(columns.map((column) => cellOf(column, row, style).painted));
  const rest = rows.length - mostBoxedRows;
  return rest > 0
    ? `${table.toString()}\n… and ${formatDecimal(rest, 0)} more rows: use -o csv or -o json to have them all`
    : table.toString();
}

function plain<Row>(
  columns: readonly Column<Row>[],
  alignments: readonly Alignment[],
  rows: readonly Row[],
  style: Style,
): string {
  const titles = columns.map(({ title }) => ({
    text: printable(title),
    painted: style.colors.bold(printable(title)),
  }));
  const lines = [titles, ...rows.map((row) => columns.map((column) => cellOf(column, row, style)))];
  const widths = columns.map((_, at) =>
    lines.reduce((widest, cells) => Math.max(widest, widthOf(cells[at]?.text ?? '')), 0),
  );
  return lines
    .map((cells) =>
      cells
        .map((cell, at) => pad(cell, widths[at] ?? 0, alignments[at] ?? 'left'))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** In characters; the wide ones of East Asian scripts count as one. */
function widthOf(text: string): number {
  return [...text].length;
}

/** Padded by what is seen: colours have no width. */
function pad({ text, painted }: Cell, width: number, alignment: Alignment): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return alignment === 'right' ? space + painted : painted + space;
}
