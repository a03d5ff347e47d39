import type pg from 'pg';
import { type MigrationRun, owner } from './journal.ts';

const everyMs = 10_000;

/** Notes every now and then that a run is alive, also while nothing is committed. Returns what stops it. */
export function startHeartbeat(pool: pg.Pool, run: MigrationRun): () => Promise<void> {
  let beating: Promise<unknown> = Promise.resolve();
  const beat = (): Promise<unknown> =>
    pool
      .query(
        `UPDATE migration_runs SET heartbeat_at = now() WHERE id = $1 AND owner_host = $2 AND owner_pid = $3`,
        [run.id, ...owner()],
      )
      // A database that is gone is reported by whoever works with it.
      .catch(() => undefined);
  const timer = setInterval(() => {
    beating = beating.then(beat);
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await beating;
  };
}
