import type pg from 'pg';
import type { Defect } from '../domain/defect.ts';

/** A source row that was set aside, whole. */
export interface QuarantinedRow {
  readonly table: string;
  /** Primary key of the row in its table. */
  readonly place: string;
  readonly reason: Defect;
  /** Place of the row that has its key already. */
  readonly twin: string | null;
  /** The row as it came. */
  readonly original: Readonly<Record<string, unknown>>;
}

export interface QuarantineFilter {
  readonly reason?: string | undefined;
  readonly table?: string | undefined;
}

/** The quarantined rows, by table and place. */
export async function listQuarantine(
  pool: pg.Pool,
  { reason, table }: QuarantineFilter,
): Promise<QuarantinedRow[]> {
  const { rows } = await pool.query<QuarantinedRow>(
    `SELECT source_table AS table, place, reason, twin, original FROM quarantine
     WHERE run_id IS NOT NULL AND ($1::text IS NULL OR reason = $1) AND ($2::text IS NULL OR source_table = $2)
     ORDER BY source_table, reason, length(place), place`,
    [reason ?? null, table ?? null],
  );
  return rows;
}
