import type pg from 'pg';

const heard = (): undefined => undefined;
const listen = (client: pg.PoolClient): unknown => client.on('error', heard);
const forget = (_error: unknown, client: pg.PoolClient): unknown => client.off('error', heard);

/**
 * Keeps a lost connection from ending the process: a client that is checked out tells of it as an event, too, which
 * nobody hears between two statements. The next statement fails and says so. Returns what ends this.
 */
export function surviveLostConnections(pool: pg.Pool): () => void {
  pool.on('acquire', listen);
  pool.on('release', forget);
  return () => {
    pool.off('acquire', listen);
    pool.off('release', forget);
  };
}
