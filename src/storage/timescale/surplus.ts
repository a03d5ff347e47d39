import type pg from 'pg';
import type { StoredRows } from './checksum/stored.ts';
import { fieldText } from './field-text.ts';
import { hasSource, legacySource, type TargetColumn, type TargetTable } from './target-tables.ts';

/**
 * Removes the stored rows whose keys are not among those expected, within the caller's transaction. They are singled
 * out first: a DELETE decompresses all it might concern before it looks. One that another source took over meanwhile
 * stays.
 * @param stored the rows in question, of this table; where it has a source, those of the older application
 * @returns how many were removed, and of which symbols
 */
export async function removeSurplus<Row>(
  client: pg.PoolClient,
  table: TargetTable<Row>,
  stored: StoredRows,
  expected: readonly Row[],
): Promise<{ readonly removed: number; readonly symbols: readonly string[] }> {
  const keys = keyColumnsOf(table);
  const names = keys.map(({ name }) => `"${name}"`);
  const { rows } = await client.query<Record<string, string>>(
    `SELECT ${names.map((name) => `${name}::text`).join(', ')} FROM (
       SELECT ${names.join(', ')} FROM ${stored.from}
       EXCEPT SELECT * FROM unnest(${arraysOf(keys, stored.values.length)})) AS surplus`,
    [...stored.values, ...keys.map((column) => expected.map((record) => keyText(column, record)))],
  );
  if (rows.length === 0) return { removed: 0, symbols: [] };
  await allowDecompression(client);
  const texts = keys.map(({ name }) => rows.map((row) => row[name]));
  const ts = keys.findIndex(({ name }) => name === 'ts');
  // As constants, by which chunks are left out: the list alone would have all of them opened.
  const within =
    ts < 0
      ? ''
      : ` AND ts BETWEEN (SELECT min(t) FROM unnest($${ts + 1}::timestamptz[]) AS t) AND (SELECT max(t) FROM unnest($${ts + 1}::timestamptz[]) AS t)`;
  const ofLegacy = hasSource(table) ? ` AND source = '${legacySource}'` : '';
  const { rowCount } = await client.query(
    `DELETE FROM ${table.name} WHERE (${names.join(', ')}) IN (SELECT * FROM unnest(${arraysOf(keys, 0)}))${within}${ofLegacy}`,
    texts,
  );
  const symbols = new Set(rows.flatMap(({ symbol }) => symbol ?? []));
  return { removed: rowCount ?? 0, symbols: [...symbols] };
}

/** By default a statement may decompress 100,000 rows and then fails. Apache's edition does not know the setting. */
export async function allowDecompression(client: pg.PoolClient): Promise<void> {
  await client.query(
    `SELECT set_config(name, '0', true) FROM pg_settings WHERE name = 'timescaledb.max_tuples_decompressed_per_dml_transaction'`,
  );
}

/** The columns of a table's key, in the order of the key. */
export function keyColumnsOf<Row>({ key, columns }: TargetTable<Row>): TargetColumn<Row>[] {
  return key.flatMap((name) => columns.find((column) => column.name === name) ?? []);
}

/** A value of a key as a parameter of a query: text as it is, times as PostgreSQL reads them. */
export function keyText<Row>({ type, of }: TargetColumn<Row>, record: Row): string {
  return type === 'text' ? String(of(record)) : fieldText(type, of(record));
}

function arraysOf<Row>(keys: readonly TargetColumn<Row>[], before: number): string {
  return keys.map(({ type }, at) => `$${before + at + 1}::${type}[]`).join(', ');
}
