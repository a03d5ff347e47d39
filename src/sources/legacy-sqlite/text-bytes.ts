import type { DatabaseSync } from 'node:sqlite';
import type { RawValue } from '../../domain/raw-row.ts';

const replacement = '\uFFFD';

function bytesOf(database: DatabaseSync, table: string, column: string, rowid: RawValue): RawValue {
  const statement = database.prepare(
    `SELECT CAST("${column}" AS BLOB) AS bytes FROM ${table} WHERE rowid = ?`,
  );
  const bytes = statement.get(rowid)?.['bytes'];
  return bytes instanceof Uint8Array ? bytes : null;
}

/** Whether a value may stand for text whose bytes were not valid UTF-8. */
export function isPerhapsLossy(value: RawValue): boolean {
  return typeof value === 'string' && value.includes(replacement);
}

/**
 * Text that is not valid UTF-8 arrives with U+FFFD in place of the bytes it had. Such a value is replaced by its
 * bytes, so that nothing is lost: validation refuses it, and quarantine keeps it as it was.
 */
export function restoreLossyText(
  database: DatabaseSync,
  table: string,
  rowid: RawValue,
  row: Record<string, RawValue>,
): void {
  for (const column in row) {
    const value = row[column];
    if (typeof value !== 'string' || !isPerhapsLossy(value)) continue;
    const bytes = bytesOf(database, table, column, rowid);
    // A genuine U+FFFD comes back as the same bytes and stays text.
    if (bytes instanceof Uint8Array && !Buffer.from(value, 'utf8').equals(bytes)) row[column] = bytes;
  }
}
