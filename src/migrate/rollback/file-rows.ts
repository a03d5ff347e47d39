import type { RowFilter } from '../../sources/legacy-sqlite/read.ts';
import { type LegacyTable, type LegacyTableName, legacyTables } from '../../sources/legacy-sqlite/tables.ts';
import type { RowWriter } from '../../sources/legacy-sqlite/write/row-writer.ts';
import type { StoredRow } from '../../storage/timescale/read-back.ts';
import type { TargetTable } from '../../storage/timescale/target-tables.ts';
import { decide } from '../decide.ts';
import type { Route } from '../routes.ts';
import { slices } from '../slices.ts';
import type { CarryJob } from './carry-job.ts';

/** What the file says under one key. */
export interface FileRow {
  /** As it would be stored. */
  readonly values: StoredRow;
  /** The row itself, and those that say the same. */
  readonly places: string[];
}

/** By what a stored row is found in the file: its key, but of a contract the file has one quote, whatever its time. */
export function matchKey<Row>({ columns, key, accumulates }: TargetTable<Row>): (row: StoredRow) => string {
  const names = accumulates ? ['symbol', 'contract'] : key;
  const at = names.map((name) => columns.findIndex((column) => column.name === name));
  return (row) => at.map((index) => row[index]).join('\t');
}

/** The usable rows among some of the file's, by key. */
export async function fileRows<Row>(
  route: Route<Row>,
  { file, contexts }: CarryJob,
  rows: RowFilter,
  keep: (record: Row) => boolean = () => true,
): Promise<Map<string, FileRow>> {
  const { columns } = route.target;
  const keyOf = matchKey(route.target);
  const tsAt = columns.findIndex(({ name }) => name === 'ts');
  const found = new Map<string, FileRow>();
  const byPlace = new Map<string, FileRow>();
  const add = (record: Row, place: string): void => {
    const row = { values: columns.map(({ of }) => of(record)), places: [place] };
    const key = keyOf(row.values);
    const other = found.get(key);
    byPlace.set(place, row);
    // Options without a contract symbol can have several quotes.
    if (!other || Number(row.values[tsAt]) > Number(other.values[tsAt])) found.set(key, row);
  };
  for await (const slice of slices(decide(route, file, contexts, rows))) {
    for (const decision of slice) {
      if (decision.kind === 'merge') byPlace.get(decision.twin)?.places.push(decision.place);
      else if (decision.kind === 'write' && keep(decision.record)) add(decision.record, decision.place);
    }
  }
  return found;
}

/** Where a row stands for SQLite. */
export function rowidOf(writer: RowWriter, table: LegacyTableName, place: string): bigint {
  const { place: kind } = legacyTables[table] as LegacyTable;
  // A symbol can be a number too.
  const rowid =
    kind === 'symbol' ? writer.find(table, { symbol: place }) : /^(?:rowid:)?(-?\d+)$/.exec(place)?.[1];
  if (rowid === null || rowid === undefined) throw new Error(`no row of ${table} stands at ${place}`);
  return BigInt(rowid);
}
