import type pg from 'pg';
import type { StoredRows } from './checksum/stored.ts';
import { readStored } from './read-back.ts';
import { keyColumnsOf } from './surplus.ts';
import { hasSource, legacySource, type TargetTable } from './target-tables.ts';

// The older application's rows carry its name as their source. Whatever else is stored in the same tables came from
// the pipeline, or stands on a user's word in the place of such a row: a migration leaves it alone.

const isLegacy = `source = '${legacySource}'`;
const isOthers = `source <> '${legacySource}'`;

/** The rows of a table that came from the older application, as a relation; all of them where nobody else writes. */
export function legacyRows<Row>(table: TargetTable<Row>): string {
  return hasSource(table) ? `(SELECT * FROM ${table.name} WHERE ${isLegacy}) AS own` : table.name;
}

/** A key as text: equal texts, equal keys. */
export function keyTexts<Row>(table: TargetTable<Row>): (record: Row) => string {
  const columns = keyColumnsOf(table);
  return (record) => columns.map(({ of }) => of(record)).join('\t');
}

/** The keys, as `keyTexts` has them, that rows of others hold among the given ones. */
export async function othersKeys<Row>(
  pool: pg.Pool,
  table: TargetTable<Row>,
  { condition, values }: { readonly condition: string; readonly values: readonly unknown[] },
): Promise<Set<string>> {
  const stored: StoredRows = { from: `${table.name} WHERE ${isOthers} AND ${condition}`, values };
  const rows = await readStored(pool, { ...table, columns: keyColumnsOf(table) }, stored);
  return new Set(rows.map((row) => row.join('\t')));
}
