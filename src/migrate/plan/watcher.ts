import type { ColumnValue, TargetTable } from '../../storage/timescale/target-tables.ts';

/** Something that looks at the rows that would be written to some of the tables. */
export interface Watcher {
  /** What to call with each row of that table, or null where it does not matter. */
  watch<Row>(target: TargetTable<Row>): ((record: Row) => void) | null;
}

type Reader<Row> = (record: Row) => ColumnValue;

/** Reads a column of a table's rows as they would be stored. */
export function columnOf<Row>(target: TargetTable<Row>, name: string): Reader<Row> {
  const column = target.columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`${target.name} has no column ${name}`);
  return column.of;
}

/** Reads a column of numbers: doubles, or times in microseconds since 1970. */
export function numberColumn<Row>(target: TargetTable<Row>, name: string): (record: Row) => number {
  const read = columnOf(target, name);
  return (record) => Number(read(record));
}

export function textColumn<Row>(target: TargetTable<Row>, name: string): (record: Row) => string {
  const read = columnOf(target, name);
  return (record) => String(read(record));
}
