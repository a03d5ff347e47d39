import type pg from 'pg';
import type { RepairSet } from '../../domain/repair.ts';
import {
  contentMarks,
  evidentChanges,
  markOf,
  type TableMark,
} from '../../sources/legacy-sqlite/change-marks.ts';
import type { LegacyFile } from '../../sources/legacy-sqlite/open.ts';
import { hasSymbols, type ScopeName } from '../../sources/legacy-sqlite/row-scope.ts';
import { sharedContractRoots } from '../../sources/legacy-sqlite/shared-contracts.ts';
import { type LegacyTableName, legacyTableNames } from '../../sources/legacy-sqlite/tables.ts';
import type { MigrationRun } from '../journal.ts';

/** What the source was like in the last round. */
export interface SourceMarks {
  readonly tables: ReadonlyMap<LegacyTableName, TableMark>;
  readonly contents: ReadonlyMap<LegacyTableName, ReadonlyMap<ScopeName, string>>;
}

/** The scopes of each table that have to be compared; null among them: the whole table. */
export type Affected = Map<LegacyTableName, Set<ScopeName | null>>;

/** Marks by which the next round knows what has changed. */
export function marksOf(file: LegacyFile): SourceMarks {
  return { ...tableMarksOf(file), contents: contentsOf(file) };
}

/** Only the marks that are cheap; the others stay as they are, and make the next full look compare more than needed. */
export function tableMarksOf(file: LegacyFile): Pick<SourceMarks, 'tables'> {
  return { tables: new Map(legacyTableNames.map((table) => [table, markOf(file, table)])) };
}

function contentsOf(file: LegacyFile): SourceMarks['contents'] {
  return new Map(legacyTableNames.map((table) => [table, contentMarks(file, table)]));
}

/** What ids and update times tell; null where they tell too little, and all rows have to be looked at. */
export function evidentlyAffected(file: LegacyFile, since: SourceMarks): Affected | null {
  const affected: Affected = new Map();
  for (const [table, mark] of since.tables) {
    const { scopes, rowsWent } = evidentChanges(file, table, mark);
    if (rowsWent) return null;
    affected.set(table, new Set(scopes));
  }
  return [...affected.values()].some(({ size }) => size > 0) ? affected : null;
}

/** What all rows tell, and the marks they leave. */
export function affectedByContent(
  file: LegacyFile,
  since: SourceMarks,
): { readonly affected: Affected; readonly marks: SourceMarks } {
  const marks = marksOf(file);
  const affected: Affected = new Map();
  for (const table of legacyTableNames) {
    const before = since.contents.get(table) ?? new Map();
    const now = marks.contents.get(table) ?? new Map();
    const scopes = new Set([...before.keys(), ...now.keys()]);
    affected.set(table, new Set([...scopes].filter((scope) => before.get(scope) !== now.get(scope))));
  }
  return { affected, marks };
}

/** Adds what depends on other rows: rows of a symbol on its stock, presets on strategies, bars of the future on today. */
export async function addDependents(
  affected: Affected,
  file: LegacyFile,
  pool: pg.Pool,
  run: MigrationRun,
): Promise<void> {
  const add = (table: LegacyTableName, scope: ScopeName | null): void => {
    affected.set(table, (affected.get(table) ?? new Set<ScopeName | null>()).add(scope));
  };
  for (const symbol of affected.get('stocks') ?? [])
    for (const table of legacyTableNames) if (hasSymbols(file, table)) add(table, symbol);
  if (affected.get('strategies')?.size) add('strategy_presets', null);
  const { rows } = await pool.query<{ source_table: LegacyTableName; symbol: string }>(
    `SELECT DISTINCT source_table, symbol FROM quarantine WHERE source = $1 AND reason = 'future_date'`,
    [run.sourceName],
  );
  for (const { source_table, symbol } of rows) add(source_table, symbol);
}

/** Whether rows of one symbol can decide about those of another, so that the table has to be looked at as a whole. */
export function isEntangled(file: LegacyFile, table: LegacyTableName, repairs: RepairSet): boolean {
  const isChain = table === 'options_calls' || table === 'options_puts';
  return isChain && sharedContractRoots(file, table, repairs).size > 0;
}
