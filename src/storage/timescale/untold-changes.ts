import type pg from 'pg';
import type { UntoldChange, UntoldChanges } from '../../domain/untold-changes.ts';

/** A database as processes that share a cache know it. */
export interface SharedDatabase {
  /** Tells it from others, by whatever address they are reached. */
  readonly id: string;
  readonly untold: UntoldChanges;
}

/**
 * Has the database keep what changes for a cache that processes share, from now on.
 * @returns null where that may not be written: then nothing may be shared, since changes would get lost
 */
export async function shareDatabase(pool: pg.Pool): Promise<SharedDatabase | null> {
  const { rows } = await pool.query<{ id: string; shared: boolean }>(
    'SELECT id, shared_cache AS shared FROM stockula.identity',
  );
  const [known] = rows;
  if (!known) return null;
  if (!known.shared && !(await markShared(pool))) return null;
  return { id: known.id, untold: untoldChanges(pool) };
}

/** What tells a database from others, by whatever address they are reached. */
export async function databaseId(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM stockula.identity');
  return rows[0]?.id ?? '';
}

/** PostgreSQL's insufficient_privilege, and read_only_sql_transaction of a standby. */
const mayNotWrite = new Set(['42501', '25006']);

async function markShared(pool: pg.Pool): Promise<boolean> {
  try {
    await pool.query('UPDATE stockula.identity SET shared_cache = true');
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && mayNotWrite.has(String(error.code))) return false;
    throw error;
  }
}

function untoldChanges(pool: pg.Pool): UntoldChanges {
  return {
    read: async (tags) => {
      const { rows } = await pool.query<UntoldChange>(
        'SELECT tag, change::text AS change FROM stockula.untold_changes WHERE $1::text[] IS NULL OR tag = ANY ($1)',
        [tags],
      );
      return rows;
    },
    settle: async (changes) => {
      if (changes.length === 0) return;
      await pool.query(
        `DELETE FROM stockula.untold_changes AS untold USING unnest($1::text[], $2::bigint[]) AS told (tag, change)
         WHERE untold.tag = told.tag AND untold.change = told.change`,
        [changes.map(({ tag }) => tag), changes.map(({ change }) => change)],
      );
    },
  };
}

/**
 * Notes down, within the transaction that changes them, which tags a shared cache has to be told of. In one order, so
 * that two writers do not wait for each other.
 */
export async function noteUntold(client: pg.ClientBase, tags: readonly string[]): Promise<void> {
  if (tags.length === 0) return;
  await client.query(
    `INSERT INTO stockula.untold_changes (tag)
     SELECT tag FROM unnest($1::text[]) AS tag WHERE (SELECT shared_cache FROM stockula.identity) ORDER BY tag
     ON CONFLICT (tag) DO UPDATE SET change = DEFAULT`,
    [tags],
  );
}
