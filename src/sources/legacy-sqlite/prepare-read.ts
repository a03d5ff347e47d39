import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { RawValue } from '../../domain/raw-row.ts';

/** A statement whose rows are arrays of values, integers as bigint. */
export interface ReadStatement {
  all(...parameters: SQLInputValue[]): RawValue[][];
  iterate(...parameters: SQLInputValue[]): Iterable<RawValue[]>;
}

/** Prepares a statement for reading values as they are stored. */
export function prepareRead(database: DatabaseSync, sql: string): ReadStatement {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  // Arrays: building our own objects from them measured half as long as node:sqlite's dictionary-mode objects.
  statement.setReturnArrays(true);
  // The type definitions do not express that rows are arrays then.
  return statement as unknown as ReadStatement;
}
