import type pg from 'pg';
import { analyseTables, refreshAggregates } from './backfill.ts';
import type { Database } from './database.ts';

/** The shortest time that a policy looks back, less a day: what is older is not left to it. */
const ownWork = '6 days';

/** Notes within the transaction that writes bars of this span that their aggregates are still to be built. */
export async function noteAggregatesDue(
  client: pg.ClientBase,
  span: { readonly first: string; readonly last: string },
): Promise<void> {
  await client.query(
    `INSERT INTO stockula.aggregates_due (first, last)
     SELECT $1, least($2::timestamptz, now() - INTERVAL '${ownWork}') WHERE $1::timestamptz < now() - INTERVAL '${ownWork}'`,
    [span.first, span.last],
  );
}

interface DueSpan {
  readonly ids: readonly string[] | null;
  readonly first: string;
  readonly last: string;
}

/** Whether anything is noted as due. */
export async function areAggregatesDue(pool: pg.Pool): Promise<boolean> {
  const { rows } = await pool.query<{ due: boolean }>(
    'SELECT EXISTS (SELECT FROM stockula.aggregates_due) AS due',
  );
  return rows[0]?.due === true;
}

/**
 * Builds the aggregates that are due and brings the planner's statistics up to date. What fails, or is cut short,
 * stays due.
 * @returns whether there was anything to do
 */
export async function settleAggregates(
  database: Database,
  onProgress: (done: number, total: number) => void,
): Promise<boolean> {
  const { rows } = await database.pool.query<DueSpan>(
    'SELECT array_agg(id::text) AS ids, min(first)::text AS first, max(last)::text AS last FROM stockula.aggregates_due',
  );
  const [due] = rows;
  if (!due?.ids) return false;
  await analyseTables(database, ['ts_price_history']);
  await refreshAggregates(database, onProgress, { span: due });
  await database.pool.query('DELETE FROM stockula.aggregates_due WHERE id = ANY ($1::bigint[])', [due.ids]);
  return true;
}
