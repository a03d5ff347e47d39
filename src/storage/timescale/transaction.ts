import type pg from 'pg';
import { retryContended } from './retry-contended.ts';

/** Runs work in one transaction on one connection: committed if it returns, rolled back if it throws. */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((rollbackError: Error) => {
      // The connection is gone, and the transaction with it; the first error says why.
      broken = rollbackError;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** The same for work that may be done again: where it loses against others, it is. */
export function inRetriedTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  return retryContended(() => inTransaction(pool, work));
}
