import { setTimeout as delay } from 'node:timers/promises';

/** https://www.postgresql.org/docs/17/errcodes-appendix.html: deadlock_detected, lock_not_available */
const contended: ReadonlySet<unknown> = new Set(['40P01', '55P03']);

/** Between attempts, milliseconds; each is longer than the one before, so that the other side gets done. */
const waitsMs = [250, 500, 1_000, 2_000, 4_000];

/**
 * Does something that stands on its own and may be done again: a statement such as the compression of a chunk, or a
 * whole transaction. Where it loses against somebody else's locks, such as those of a policy that does the same, it is tried again a few times.
 * @throws what the last attempt throws
 */
export async function retryContended<Result>(execute: () => Promise<Result>): Promise<Result> {
  for (const wait of waitsMs) {
    try {
      return await execute();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && contended.has(error.code))) throw error;
    }
    await delay(wait);
  }
  return execute();
}
