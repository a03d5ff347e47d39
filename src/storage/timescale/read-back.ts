import type pg from 'pg';
import { ChecksumBuilder } from './checksum/builder.ts';
import type { Checksums, StoredRows } from './checksum/stored.ts';
import type { ColumnType, ColumnValue, TargetTable } from './target-tables.ts';

/** Company data can have 20 KB a row. */
const rowsPerPage = 500;

/** The values of a table's columns, in their order; JSON as PostgreSQL prints it. */
export type StoredRow = readonly ColumnValue[];

/**
 * The checksums of a plain table, whose rows are read back and added up here: it is small, and what jsonb holds can
 * only be compared by its meaning.
 * @param from a relation that has the table's columns; without parameters
 */
export async function readBackChecksums<Row>(
  pool: pg.Pool,
  table: TargetTable<Row>,
  from = table.name,
): Promise<Checksums> {
  const builder = new ChecksumBuilder(asStoredRows(table));
  for await (const row of readBack(pool, table, from)) builder.add(row);
  return builder.sums();
}

/** A table as a destination of rows whose values are in the order of its columns. */
export function asStoredRows<Row>(table: TargetTable<Row>): TargetTable<StoredRow> {
  const columns = table.columns.map((column, index) => ({
    ...column,
    of: (row: StoredRow) => row[index] ?? null,
  }));
  return { ...table, columns };
}

/** All rows of a relation that has a table's columns. */
export async function readStored<Row>(
  pool: pg.Pool,
  { columns }: TargetTable<Row>,
  { from, values }: StoredRows,
): Promise<StoredRow[]> {
  const names = columns.map(({ name, type }) => expression(`"${name}"`, type));
  const { rows } = await pool.query<unknown[]>({
    text: `SELECT ${names.join(', ')} FROM ${from}`,
    values: [...values],
    rowMode: 'array',
  });
  return rows.map((row) => row.map((value, at) => columnValue(columns[at]?.type, value)));
}

/**
 * The rows of a table in the order of its key, a page at a time.
 * @param from a relation that has the table's columns; without parameters
 */
export async function* readBack<Row>(
  pool: pg.Pool,
  table: TargetTable<Row>,
  from = table.name,
): AsyncGenerator<StoredRow> {
  const key = table.key.map((name) => `"${name}"`).join(', ');
  const keyAt = table.key.map((name) => table.columns.findIndex((column) => column.name === name));
  const columns = table.columns.map(({ name, type }) => expression(`"${name}"`, type));
  const select = `SELECT ${columns.join(', ')} FROM ${from}`;
  const end = `ORDER BY ${key} LIMIT ${rowsPerPage}`;
  const after = table.key.map((_, index) => `$${index + 1}`).join(', ');
  let last: string[] = [];
  for (;;) {
    const text = last.length === 0 ? `${select} ${end}` : `${select} WHERE (${key}) > (${after}) ${end}`;
    const { rows } = await pool.query<unknown[]>({ text, values: last, rowMode: 'array' });
    for (const row of rows) yield row.map((value, at) => columnValue(table.columns[at]?.type, value));
    if (rows.length < rowsPerPage) return;
    last = keyAt.map((at) => String(rows.at(-1)?.[at]));
  }
}

function expression(name: string, type: ColumnType): string {
  if (type === 'timestamptz') return `(extract(epoch FROM ${name}) * 1000000)::int8`;
  if (type === 'date') return `(${name} - DATE '1970-01-01') * 86400000000`;
  return type === 'jsonb' ? `${name}::text` : name;
}

function columnValue(type: ColumnType | undefined, value: unknown): ColumnValue {
  if (value === null) return null;
  if (type === 'int8') return BigInt(String(value));
  if (type === 'float8' || type === 'timestamptz' || type === 'date') return Number(value);
  return type === 'bool' ? value === true : String(value);
}
