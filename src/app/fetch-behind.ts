import type { Interval } from '../domain/interval.ts';
import type { EpochMs, TickerSymbol } from '../domain/nominal.ts';
import { missingSessions } from '../manager/pipeline/missing-sessions.ts';
import type { Market } from './market-service.ts';

/** What an answer lacks, and whether a worker has been asked for it. */
export interface Behind {
  readonly missing: number;
  /** False where there is no queue yet, as nobody has ever run a worker, and where calls are switched off. */
  readonly queued: boolean;
}

/**
 * After an answer: has a worker fetch the sessions that it lacks, rather than let the answer wait for them.
 * @returns null where nothing is missing, or where a legacy file answered
 */
export async function fetchBehind(
  { database, config }: Market,
  symbol: TickerSymbol,
  interval: Interval,
): Promise<Behind | null> {
  if (database === null) return null;
  const missing = await missingSessions(database.pool, symbol, interval, Date.now() as EpochMs);
  if (missing === 0) return null;
  // Who wants no calls to the outside wants none by a worker either.
  if (config.sources.offline) return { missing, queued: false };
  const { rows } = await database.pool.query<{ there: boolean }>(
    `SELECT to_regclass('pgboss.job') IS NOT NULL AS there`,
  );
  if (rows[0]?.there !== true) return { missing, queued: false };
  const { JobQueue } = await import('../jobs/job-queue.ts');
  const queue = await JobQueue.open(database, config.jobs);
  try {
    await queue.enqueue([{ kind: 'fetch-bars', data: { symbol, interval } }]);
  } finally {
    await queue.close();
  }
  return { missing, queued: true };
}
