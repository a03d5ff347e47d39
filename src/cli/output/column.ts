import { dash, formatDecimal } from './numbers.ts';
import { printable } from './printable.ts';
import type { Colors, Style } from './style.ts';
import { timeText } from './time.ts';

/** One column of a table; numbers and columns with a number format are aligned to the right. */
export interface Column<Row> {
  readonly title: string;
  readonly value: (row: Row) => unknown;
  /** Turns the value into text; by default numbers get up to 4 decimals and missing values a dash. */
  readonly format?: (value: never) => string;
  readonly align?: 'left' | 'right';
  /** Never shortened, as nothing is that is aligned to the right: half a number or date is a wrong one. */
  readonly whole?: boolean;
  /** Colours the finished text, by row. */
  readonly paint?: (text: string, row: Row, colors: Colors) => string;
}

/** A column and where its texts stand. */
export type AlignedColumn<Row> = Column<Row> & { readonly align: 'left' | 'right' };

interface Cell {
  readonly text: string;
  readonly painted: string;
}

function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '' || Number.isNaN(value)) return dash;
  if (typeof value === 'number') return Number.isInteger(value) ? formatDecimal(value, 0) : trimmed(value);
  if (typeof value === 'bigint') return formatDecimal(value, 0);
  return value instanceof Date ? timeText(value) : String(value);
}

function trimmed(value: number): string {
  return formatDecimal(value, 4)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}

/** What stands in a row under a column, on one line, with and without its colours. */
export function cellOf<Row>(column: Column<Row>, row: Row, style: Style): Cell {
  const value = column.value(row);
  const text = printable(column.format ? column.format(value as never) : plainText(value));
  return { text, painted: column.paint ? column.paint(text, row, style.colors) : text };
}

/** The head of a column. */
export function titleOf<Row>({ title }: Column<Row>, { colors }: Style): Cell {
  const text = printable(title);
  return { text, painted: colors.bold(text) };
}

/** The column with the alignment it asks for, or else the one that suits its values. */
export function aligned<Row>(column: Column<Row>, rows: readonly Row[]): AlignedColumn<Row> {
  if (column.align !== undefined) return { ...column, align: column.align };
  const values = rows.map(column.value).filter((value) => value !== null && value !== undefined);
  const numeric = values.every((value) => typeof value === 'number' || typeof value === 'bigint');
  return { ...column, align: numeric && values.length > 0 ? 'right' : 'left' };
}
