import { intervalAliases } from '../../domain/interval.ts';
import type { RepairSet } from '../../domain/repair.ts';
import { type LegacyTable, type LegacyTableName, legacyTables } from './tables.ts';

// With a repair on, rows under several spellings have the same key. SQL expressions that are the same for them.

/** SQLite's upper() changes ASCII letters only, as the repair does. */
export function symbolTerm(kinds: RepairSet): string {
  return kinds.has('symbol-case') ? 'upper(symbol)' : 'symbol';
}

export function intervalTerm(kinds: RepairSet): string {
  if (!kinds.has('interval-alias')) return 'interval';
  const cases = Object.entries(intervalAliases).map(([alias, name]) => `WHEN '${alias}' THEN '${name}'`);
  return `CASE interval ${cases.join(' ')} ELSE interval END`;
}

/** The terms of a total order of a table's rows in which those with equal keys, after repair, are neighbours. */
export function rowOrder(table: LegacyTableName, kinds: RepairSet): readonly string[] {
  const { orderBy, place } = legacyTables[table] as LegacyTable;
  if (!kinds.has('symbol-case') && !kinds.has('interval-alias')) return orderBy;
  return orderBy.flatMap((column) => {
    if (column === 'interval') return [intervalTerm(kinds)];
    if (column !== 'symbol') return [column];
    // Where a symbol is a row's place, equal places must be neighbours too.
    return place === 'symbol' ? [symbolTerm(kinds), column] : [symbolTerm(kinds)];
  });
}
