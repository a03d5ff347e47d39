import { StockulaError } from '../domain/errors.ts';
import type { LegacyTableName } from '../sources/legacy-sqlite/tables.ts';
import type { MigrationSource } from './source.ts';

/**
 * Compares the rows that were read, in the order of an index perhaps, with those the table itself has: a damaged
 * index leaves rows out without a word.
 * @throws StockulaError SOURCE_UNUSABLE
 */
export function checkComplete({ path, file }: MigrationSource, table: LegacyTableName, read: number): void {
  if (!file.tables.has(table)) return;
  const counted = file.database.prepare(`SELECT count(*) AS rows FROM ${table} NOT INDEXED`).get();
  const rows = Number(counted?.['rows']);
  if (rows === read) return;
  throw new StockulaError('SOURCE_UNUSABLE', {
    expected: `the indexes of ${path} to lead to all ${rows} rows of ${table}`,
    got: `${read} rows: an index is damaged`,
    remedy: `Make a copy of the file, rebuild its indexes (sqlite3 FILE "REINDEX"), and run this again.`,
  });
}
