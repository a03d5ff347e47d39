import type pg from 'pg';
import type { RepairKind } from '../domain/repair.ts';

/** A source row that was taken after repair; once for each kind. */
interface RepairedRow {
  readonly table: string;
  /** Primary key of the row in its table. */
  readonly place: string;
  readonly kind: RepairKind;
}

export interface RepairedFilter {
  readonly kind?: string | undefined;
  readonly table?: string | undefined;
}

/** The repaired rows, by table, kind and place. */
export async function listRepaired(pool: pg.Pool, { kind, table }: RepairedFilter): Promise<RepairedRow[]> {
  const { rows } = await pool.query<RepairedRow>(
    `SELECT source_table AS table, place, kind FROM repaired_rows
     WHERE ($1::text IS NULL OR kind = $1) AND ($2::text IS NULL OR source_table = $2)
     ORDER BY source_table, kind, length(place), place`,
    [kind ?? null, table ?? null],
  );
  return rows;
}
