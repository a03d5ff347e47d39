import { setTimeout as delay } from 'node:timers/promises';

/**
 * https://www.postgresql.org/docs/17/errcodes-appendix.html: deadlock_detected, lock_not_available,
 * serialization_failure, unique_violation. A transaction that looks before it writes meets the latter only where
 * somebody else wrote in between.
 */
const contended: ReadonlySet<unknown> = new Set(['40P01', '55P03', '40001', '23505']);
const duplicateKey = '23505';
/** Two that change one row of a catalog, as TimescaleDB does; there is no code of its own for it, nor a translation. */
const catalogContended = /^tuple concurrently (updated|deleted)$/;

/** Between attempts, milliseconds; each is longer than the one before, so that the other side gets done. */
const waitsMs = [250, 500, 1_000, 2_000, 4_000];

/** Somebody else has changed a row between the look and the write. */
export class StoredMeanwhile extends Error {
  constructor() {
    super('another writer went on changing the same rows');
  }
}

/** How often something is tried again. */
export interface Retries {
  /**
   * After a duplicate key. Nothing tells one that somebody else stored meanwhile from one that comes with each attempt:
   * what takes long to do again asks for few.
   */
  readonly afterDuplicates?: number;
}

/**
 * Does something that stands on its own and may be done again: a statement such as the compression of a chunk, or a
 * whole transaction. Where it loses against somebody else's locks, such as those of a policy that does the same, it is tried again a few times.
 * @throws what the last attempt throws
 */
export async function retryContended<Result>(
  execute: () => Promise<Result>,
  { afterDuplicates = waitsMs.length }: Retries = {},
): Promise<Result> {
  let duplicates = 0;
  for (const wait of waitsMs) {
    try {
      return await execute();
    } catch (error) {
      if (!isContended(error)) throw error;
      if (codeOf(error) === duplicateKey) duplicates += 1;
      if (duplicates > afterDuplicates) throw error;
    }
    await delay(wait);
  }
  return execute();
}

function isContended(error: unknown): boolean {
  if (error instanceof StoredMeanwhile) return true;
  const code = codeOf(error);
  return (
    contended.has(code) ||
    (code === 'XX000' && error instanceof Error && catalogContended.test(error.message))
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
