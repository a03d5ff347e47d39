import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RawRow, RawValue } from '../../../domain/raw-row.ts';
import { sqliteCodeOf } from '../source-errors.ts';
import type { LegacyTableName } from '../tables.ts';

/** https://www.sqlite.org/rescode.html#constraint */
const constraint = 19;

/** Writes single rows, within a transaction of the caller. */
export class RowWriter {
  readonly #database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns false where a constraint of the table refuses the row, which is then not there */
  insert(table: LegacyTableName, row: RawRow): boolean {
    const names = Object.keys(row).map(quoted);
    const values = names.map(() => '?');
    return this.#run(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${values.join(', ')})`, [
      ...Object.values(row),
    ]);
  }

  /** @returns false where a constraint of the table refuses the values, and the row is as before */
  update(table: LegacyTableName, rowid: bigint, changes: RawRow): boolean {
    const assignments = Object.keys(changes).map((name) => `${quoted(name)} = ?`);
    return this.#run(`UPDATE ${table} SET ${assignments.join(', ')} WHERE rowid = ?`, [
      ...Object.values(changes),
      rowid,
    ]);
  }

  /** The row with these values, the first if there are several. NULL equals NULL. */
  find(table: LegacyTableName, values: RawRow): bigint | null {
    const conditions = Object.keys(values).map((name) => `${quoted(name)} IS ?`);
    const sql = `SELECT min(rowid) AS row FROM ${table} WHERE ${conditions.join(' AND ')}`;
    const row = this.#prepare(sql).get(...Object.values(values))?.['row'];
    return typeof row === 'bigint' ? row : null;
  }

  #run(sql: string, values: readonly RawValue[]): boolean {
    try {
      this.#prepare(sql).run(...values);
      return true;
    } catch (thrown) {
      if (((sqliteCodeOf(thrown) ?? 0) & 0xff) === constraint) return false;
      throw thrown;
    }
  }

  #prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql);
    if (!statement) {
      statement = this.#database.prepare(sql);
      statement.setReadBigInts(true);
      this.#statements.set(sql, statement);
    }
    return statement;
  }
}

const quoted = (name: string): string => `"${name}"`;
