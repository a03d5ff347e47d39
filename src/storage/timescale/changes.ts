import type pg from 'pg';

/** How long changes are kept: who has looked since knows all. */
const keptFor = '1 day';
/** Old notes that a writer removes at most; others do not wait for it. */
const removedAtOnce = 1_000;

/** Notes what has changed, within the transaction that changes it. */
export async function noteChanges(client: pg.ClientBase, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  await client.query('INSERT INTO stockula.changes (tag) SELECT unnest($1::text[])', [tags]);
  await client.query(
    `DELETE FROM stockula.changes WHERE ctid = ANY (ARRAY(
       SELECT ctid FROM stockula.changes WHERE noted_at < now() - INTERVAL '${keptFor}'
       LIMIT ${removedAtOnce} FOR UPDATE SKIP LOCKED))`,
  );
}

/** What has changed since a look, and what the next one is to name as the last. */
export interface ChangesSince {
  /** Null where that is not known: the first look, one that is long past, or one at another database. */
  readonly tags: readonly string[] | null;
  readonly look: string;
}

/**
 * What was committed after a look. Transactions do not commit in the order of their numbers: a look remembers the
 * oldest one that was under way, and what came since may be told a second time.
 * @param last what the look before returned; null: there was none
 */
export async function changesSince(pool: pg.Pool, last: string | null): Promise<ChangesSince> {
  const [cluster = null, transaction = null, at = null] = last?.split(' ') ?? [];
  const { rows } = await pool.query<{ tags: string[] | null; look: string }>(
    `SELECT CASE WHEN cluster = $1 AND to_timestamp($3::float8) > now() - INTERVAL '${keptFor}'
         THEN ARRAY(SELECT DISTINCT tag FROM stockula.changes WHERE transaction >= $2::xid8) END AS tags,
       concat_ws(' ', cluster, pg_snapshot_xmin(pg_current_snapshot()), extract(epoch FROM now())) AS look
     FROM (SELECT concat_ws('/', system_identifier, pg_database.oid) AS cluster
           FROM pg_control_system(), pg_database WHERE datname = current_database()) AS here`,
    [cluster, transaction, at],
  );
  const [found] = rows;
  if (!found) throw new Error('the server answered a question about changes without a row');
  return found;
}
