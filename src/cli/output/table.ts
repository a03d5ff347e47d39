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

const blank = [
  'top',
  'top-mid',
  'top-left',
  'top-right',
  'bottom',
  'bottom-mid',
  'bottom-left',
  'bottom-right',
];
const bare = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid'];
const noLines = Object.fromEntries([...blank, ...bare].map((name) => [name, '']));

/**
 * A table as text without a final newline. Boxed for terminals; otherwise columns two spaces apart, one line for
 * each row, which tools such as grep and awk can read.
 */
export function renderTable<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  style: Style,
): string {
  const alignments = columns.map((column) => alignmentOf(column, rows));
  const table = new Table({
    head: columns.map((column) => style.colors.bold(printable(column.title))),
    colAligns: alignments,
    // The library would colour heads and lines by itself, whatever the stream is.
    style: {
      head: [],
      border: [],
      compact: true,
      ...(style.boxed ? {} : { 'padding-left': 0, 'padding-right': 0 }),
    },
    ...(style.boxed ? {} : { chars: { ...noLines, middle: '  ' } }),
  });
  for (const row of rows) table.push(columns.map((column) => cellOf(column, row, style).painted));
  const text = table.toString();
  return style.boxed ? text : text.replace(/ +$/gm, '');
}
