import type { SQLInputValue } from 'node:sqlite';
import { inUpperCase } from '../../domain/nominal.ts';
import type { RawRow, RawValue, SourceRow } from '../../domain/raw-row.ts';
import { noRepairs, type RepairSet } from '../../domain/repair.ts';
import type { LegacyFile } from './open.ts';
import { prepareRead } from './prepare-read.ts';
import { rowOrder } from './row-order.ts';
import { pagesOf, pagesOfTable } from './row-pages.ts';
import { explain } from './source-errors.ts';
import { type LegacyTable, type LegacyTableName, legacyTables } from './tables.ts';
import { isPerhapsLossy, restoreLossyText } from './text-bytes.ts';

/** An id that is not the rowid (a table copied without its primary key) need not be unique, so it is not used. */
function placeOf(kind: LegacyTable['place'], row: RawRow, rowid: RawValue): string {
  if (kind === 'id' && row['id'] === rowid) return String(rowid);
  if (kind === 'symbol' && typeof row['symbol'] === 'string') return row['symbol'];
  return `rowid:${String(rowid)}`;
}

/** Runs the query, giving each row as an array of values; SQLite's errors come out in words for the owner. */
export function* valuesOf(
  file: LegacyFile,
  sql: string,
  parameters: readonly SQLInputValue[] = [],
): Generator<RawValue[]> {
  try {
    yield* prepareRead(file.database, sql).iterate(...parameters);
  } catch (thrown) {
    throw explain(file.path, thrown);
  }
}

/** Which rows of a table: an SQL condition, and the values of its parameters. */
export interface RowFilter {
  readonly condition: string;
  readonly parameters: readonly SQLInputValue[];
}

export const allRows: RowFilter = { condition: 'TRUE', parameters: [] };

/**
 * The rows of a table in its deterministic order, one at a time: memory stays flat however many there are. With
 * repairs of symbols or intervals on, rows that are the same under several spellings are neighbours.
 * A table that the file does not have has no rows. Throws SOURCE_UNUSABLE when the file turns out to be damaged.
 */
export function* readRows(
  file: LegacyFile,
  table: LegacyTableName,
  only: RowFilter = allRows,
  kinds: RepairSet = noRepairs,
): Generator<SourceRow> {
  if (!file.tables.has(table)) return;
  const { place } = legacyTables[table] as LegacyTable;
  const columns = file.columnsOf(table);
  // Copied for each row: an object that has all its properties from the start takes half the work of one that grows.
  const empty: Readonly<Record<string, RawValue>> = Object.fromEntries(columns.map((name) => [name, null]));
  const rowidIn = columnOfRowid(file, table);
  // Fetched once: of a row of bars, a number more is a tenth of the work.
  const selected = columns.includes(rowidIn) ? columns : [...columns, rowidIn];
  const rowidAt = selected.indexOf(rowidIn);
  for (const page of pagesOfRows(file, table, selected.map(quoted).join(', '), only, kinds)) {
    for (const values of page) {
      const rowid = values[rowidAt] ?? null;
      const row = { ...empty };
      let isLossy = false;
      let at = 0;
      for (const column of columns) {
        const value = values[at] ?? null;
        row[column] = value;
        isLossy ||= isPerhapsLossy(value);
        at += 1;
      }
      if (isLossy) restoreLossyText(file.database, table, rowid, row);
      yield { place: placeOf(place, row, rowid), row };
    }
  }
}

function pagesOfRows(
  file: LegacyFile,
  table: LegacyTableName,
  columns: string,
  only: RowFilter,
  kinds: RepairSet,
): ReturnType<typeof pagesOf> {
  const order = rowOrder(table, kinds);
  if (only === allRows) return pagesOfTable(file, { table, columns, order });
  const sql = `SELECT ${columns} FROM ${table} WHERE ${only.condition} ORDER BY ${order.join(', ')}`;
  return pagesOf(file, sql, only.parameters);
}

const quoted = (column: string): string => (column === 'rowid' ? column : `"${column}"`);

/** The column that SQLite takes for the rowid of a table, as it does with an integer primary key; else `rowid`. */
function columnOfRowid(file: LegacyFile, table: LegacyTableName): string {
  const [rowid] = file.database.prepare(`SELECT rowid FROM ${table}`).columns();
  return rowid?.column?.toLowerCase() ?? 'rowid';
}

/** How many rows a table has; 0 for a table that the file does not have. */
export function countRows(file: LegacyFile, table: LegacyTableName): number {
  if (!file.tables.has(table)) return 0;
  for (const [count] of valuesOf(file, `SELECT count(*) FROM ${table}`)) return Number(count);
  return 0;
}

/** The symbols in `stocks`, exactly as they are written there; with that repair on, in upper case too. */
export function knownSymbols(file: LegacyFile, kinds: RepairSet = noRepairs): ReadonlySet<string> {
  const symbols = new Set<string>();
  for (const [symbol] of valuesOf(file, `SELECT symbol FROM stocks WHERE typeof(symbol) = 'text'`)) {
    if (typeof symbol !== 'string') continue;
    symbols.add(symbol);
    if (kinds.has('symbol-case')) symbols.add(inUpperCase(symbol));
  }
  return symbols;
}

/** The whole numbers that a query gives. */
export function idsOf(
  file: LegacyFile,
  sql: string,
  parameters: RowFilter['parameters'] = [],
): ReadonlySet<bigint> {
  const ids = new Set<bigint>();
  for (const [id] of valuesOf(file, sql, parameters)) if (typeof id === 'bigint') ids.add(id);
  return ids;
}

/** The ids in `strategies`, to which presets refer. */
export function knownStrategyIds(file: LegacyFile): ReadonlySet<bigint> {
  return file.tables.has('strategies') ? idsOf(file, 'SELECT id FROM strategies') : new Set();
}

/** The first and last plausible date among the bars, as text; both empty where there is none. */
export function priceDateRange(file: LegacyFile): { first: string; last: string } {
  // Not '2100': the column's NUMERIC affinity would turn that into a number, and every text is above numbers.
  const plausible = `date GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*' AND date < '2100-01-01'`;
  const sql = `SELECT substr(min(date), 1, 10), substr(max(date), 1, 10) FROM price_history WHERE ${plausible}`;
  for (const [first, last] of valuesOf(file, sql))
    return { first: String(first ?? ''), last: String(last ?? '') };
  return { first: '', last: '' };
}
