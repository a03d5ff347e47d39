import type { DatabaseSync } from 'node:sqlite';
import { unusable } from './source-errors.ts';
import { type LegacyTableName, legacyTableNames, legacyTables, requiredColumnsOf } from './tables.ts';

/** Column names (lower case, as SQLite compares them) by table name (lower case). */
export type SchemaColumns = ReadonlyMap<string, ReadonlySet<string>>;

export function readSchema(database: DatabaseSync): SchemaColumns {
  const rows = database
    .prepare(
      `SELECT lower(t.name) AS "table", lower(c.name) AS "column"
         FROM sqlite_schema AS t JOIN pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
        ORDER BY t.name, c.cid`,
    )
    .all();
  const schema = new Map<string, Set<string>>();
  for (const row of rows) {
    const table = String(row['table']);
    schema.set(table, (schema.get(table) ?? new Set<string>()).add(String(row['column'])));
  }
  return schema;
}

const isOurs = (name: string): name is LegacyTableName => Object.hasOwn(legacyTables, name);

/** The tables of the older application that a file has; throws SOURCE_UNUSABLE when it is not one of its files. */
export function tablesIn(path: string, schema: SchemaColumns): ReadonlySet<LegacyTableName> {
  const missing = ['stocks', 'price_history'].filter((name) => !schema.has(name));
  if (missing.length > 0) {
    const found = [...schema.keys()].slice(0, 20).join(', ');
    throw unusable(
      path,
      `which is an SQLite database of another application: it lacks ${missing.join(' and ')}, ` +
        `and ${found === '' ? 'has no tables' : `its tables are ${found}`}`,
      'Give the database of the older Stockula, usually stockula.db.',
    );
  }
  return new Set(legacyTableNames.filter((name) => schema.has(name)));
}

/** Throws SOURCE_UNUSABLE, naming them, when columns are missing without which rows cannot be understood. */
export function checkColumns(path: string, schema: SchemaColumns, tables: Iterable<LegacyTableName>): void {
  const missing = [...tables].flatMap((table) =>
    requiredColumnsOf(table)
      .filter((column) => schema.get(table)?.has(column) !== true)
      .map((column) => `${table}.${column}`),
  );
  if (missing.length === 0) return;
  throw unusable(
    path,
    `which lacks the columns ${missing.join(', ')}`,
    'Open it once with the newest release of the older application, which upgrades it, or restore a backup.',
  );
}

/** What the file has beyond the older application's schema, as `table` or `table.column`: it is not migrated. */
export function extrasIn(schema: SchemaColumns): readonly string[] {
  return [...schema].flatMap(([table, columns]) => {
    if (!isOurs(table)) return [table];
    const known: readonly string[] = legacyTables[table].columns;
    return [...columns].filter((column) => !known.includes(column)).map((column) => `${table}.${column}`);
  });
}
