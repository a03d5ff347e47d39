import { setTimeout as delay } from 'node:timers/promises';

/** https://www.postgresql.org/docs/17/errcodes-appendix.html: deadlock_detected, lock_not_available */
const contended: ReadonlySet<unknown> = new Set(['40P01', '55P03']);

/** Between attempts, milliseconds; each is longer than the one before, so that the other side gets done. */
const waitsMs = [250, 500, 1_000, 2_000, 4_000];

/**
 * Executes a statement that stands on its own and may be executed again, such as the compression of a chunk. Where it
 * loses against somebody else's locks, such as those of a policy that does the same, it is tried again a few times.
 * @throws what the last attempt throws
 */
export async function retryContended(execute: () => Promise<unknown>): Promise<void> {
  for (const wait of waitsMs) {
    try {
      await execute();
      return;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && contended.has(error.code))) throw error;
    }
    await delay(wait);
  }
  await execute();
}
