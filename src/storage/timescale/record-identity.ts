import { fieldText } from './field-text.ts';
import type { TargetTable } from './target-tables.ts';

/** When a row was fetched does not make it another row. */
const bookkeeping = new Set(['created_at', 'updated_at', 'fetched_at', 'first_fetched_at']);

/** How the records of a table are told apart, as its unique index and its columns do. */
export interface RecordIdentity<Row> {
  /** Equal texts, equal keys. */
  keyOf(record: Row): string;
  /** Whether two records of one key are the same but for when they were fetched. */
  saysTheSame(one: Row, other: Row): boolean;
}

export function identityIn<Row>({ columns, key }: TargetTable<Row>): RecordIdentity<Row> {
  const keyColumns = columns.filter(({ name }) => key.includes(name));
  const said = columns.filter(({ name }) => !bookkeeping.has(name));
  return {
    // No text that can be stored has a NUL in it.
    keyOf: (record) => keyColumns.map(({ of }) => of(record)).join('\0'),
    saysTheSame: (one, other) =>
      said.every(({ type, of }) => fieldText(type, of(one)) === fieldText(type, of(other))),
  };
}
