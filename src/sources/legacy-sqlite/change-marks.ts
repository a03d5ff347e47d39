import { createHash, type Hash } from 'node:crypto';
import type { LegacyFile } from './open.ts';
import { valuesOf } from './read.ts';
import { hasSymbols, type ScopeName, scopeNameOf } from './row-scope.ts';
import type { LegacyTableName } from './tables.ts';

// The older application keeps no record of what it changes. What there is: ids grow, rows of generation 2 say when
// they were updated, and beyond that only the rows themselves tell.

/** What a table looked like, cheap to look up. */
export interface TableMark {
  readonly rows: number;
  readonly lastRowid: bigint;
  /** Empty where rows do not say it. */
  readonly lastUpdate: string;
}

export function markOf(file: LegacyFile, table: LegacyTableName): TableMark {
  if (!file.tables.has(table)) return { rows: 0, lastRowid: 0n, lastUpdate: '' };
  const updated = tellsUpdates(file, table) ? `max(updated_at)` : `''`;
  for (const [rows, rowid, update] of valuesOf(
    file,
    `SELECT count(*), max(rowid), ${updated} FROM ${table}`,
  )) {
    return {
      rows: Number(rows),
      lastRowid: typeof rowid === 'bigint' ? rowid : 0n,
      lastUpdate: typeof update === 'string' ? update : '',
    };
  }
  throw new Error('an aggregate without a row');
}

function tellsUpdates(file: LegacyFile, table: LegacyTableName): boolean {
  return file.columnsOf(table).includes('updated_at');
}

export interface EvidentChanges {
  /** Scopes of rows that are new, or say that they were updated. */
  readonly scopes: ReadonlySet<ScopeName>;
  /** Whether rows have gone as well: which ones, only a comparison of all rows tells. */
  readonly rowsWent: boolean;
}

/** What ids and update times tell of the changes since a mark was made. */
export function evidentChanges(file: LegacyFile, table: LegacyTableName, since: TableMark): EvidentChanges {
  const scopes = new Set<ScopeName>();
  if (!file.tables.has(table)) return { scopes, rowsWent: since.rows > 0 };
  const symbol = hasSymbols(file, table) ? 'symbol' : 'NULL';
  const updated = since.lastUpdate !== '' && tellsUpdates(file, table) ? ' OR updated_at > ?2' : '';
  const parameters = updated ? [since.lastRowid, since.lastUpdate] : [since.lastRowid];
  let added = 0;
  const sql = `SELECT ${symbol}, count(*) FILTER (WHERE rowid > ?1) FROM ${table} WHERE rowid > ?1${updated} GROUP BY 1`;
  for (const [name, newRows] of valuesOf(file, sql, parameters)) {
    scopes.add(scopeNameOf(name));
    added += Number(newRows);
  }
  const now = markOf(file, table);
  return { scopes, rowsWent: now.rows !== since.rows + added };
}

/** SHA-256 over all rows of each scope of a table, in the order of their row ids. */
export function contentMarks(file: LegacyFile, table: LegacyTableName): Map<ScopeName, string> {
  const hashes = new Map<ScopeName, Hash>();
  if (!file.tables.has(table)) return new Map();
  const symbol = hasSymbols(file, table) ? 'symbol' : 'NULL';
  // quote() writes every value of every type in full; joined by SQLite, a row costs one text instead of a dozen values.
  const row = ['rowid', ...file.columnsOf(table)].map((column) => `quote("${column}")`).join(` || ',' || `);
  for (const [name, text] of valuesOf(file, `SELECT ${symbol}, ${row} FROM ${table} ORDER BY rowid`)) {
    const scope = scopeNameOf(name);
    let hash = hashes.get(scope);
    if (!hash) {
      hash = createHash('sha256');
      hashes.set(scope, hash);
    }
    hash.update(`${String(text)}\n`);
  }
  return new Map([...hashes].map(([scope, hash]) => [scope, hash.digest('hex')]));
}
