import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { columnsOf, type Generation, type LegacyTableName } from '../legacy-sqlite/tables.ts';

/** Values by column; columns not named become NULL. */
export type NewRow = Readonly<Record<string, SQLInputValue>>;

export interface LegacyWriter {
  readonly generation: Generation;
  /** Adds a row, with the time of writing where none is given. */
  insert(table: LegacyTableName, row: NewRow): void;
  /** How many rows were added, by table. */
  readonly counts: ReadonlyMap<LegacyTableName, number>;
}

/**
 * Naive UTC text as the older application writes it: whole seconds in generation 1 and, when they fall on one, in
 * generation 2; microseconds otherwise.
 */
function timeText(ms: number, generation: Generation): string {
  const text = new Date(ms).toISOString().replace('T', ' ').replace('Z', '000');
  return generation === 1 || ms % 1_000 === 0 ? text.slice(0, 19) : text;
}

/** Writes rows into an open database; each is written 37 ms after the one before, beginning at `startMs`. */
export function createWriter(database: DatabaseSync, generation: Generation, startMs: number): LegacyWriter {
  const statements = new Map<LegacyTableName, StatementSync>();
  const counts = new Map<LegacyTableName, number>();
  let clockMs = startMs;
  const columns = (table: LegacyTableName): string[] =>
    columnsOf(table, generation).filter((column) => column !== 'id');
  const statementFor = (table: LegacyTableName): StatementSync => {
    const known = statements.get(table);
    if (known !== undefined) return known;
    const names = columns(table);
    const sql = `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`;
    const prepared = database.prepare(sql);
    statements.set(table, prepared);
    return prepared;
  };
  return {
    generation,
    counts,
    insert: (table, row) => {
      const now = timeText(clockMs, generation);
      clockMs += 37;
      const complete: NewRow = { created_at: now, updated_at: now, ...row };
      statementFor(table).run(...columns(table).map((column) => complete[column] ?? null));
      counts.set(table, (counts.get(table) ?? 0) + 1);
    },
  };
}
