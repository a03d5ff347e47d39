import { LRUCache } from 'lru-cache';
import type { SharedCounts } from '../../domain/shared-counts.ts';

const mostHeld = 20_000;
/** How often what was counted here is told to the others, and what they counted is heard. */
const shareMs = 200;

interface Count {
  readonly window: number;
  /** By all processes, as heard the last time. */
  shared: number;
  /** Here, and not told yet. */
  untold: number;
  sharedAt: number;
  sharing: boolean;
}

export interface Counted {
  readonly current: number;
  /** Until counting begins anew. */
  readonly ttlMs: number;
}

/**
 * Counts within windows of time. Each process counts in its memory, so a request waits for nobody; where there is a
 * place to share counts they are exchanged five times a second, and while it is away each counts for itself.
 */
export class WindowCounts {
  readonly #counts = new LRUCache<string, Count>({ max: mostHeld });
  readonly #shared: SharedCounts | null;

  constructor(shared: SharedCounts | null) {
    this.#shared = shared;
  }

  count(key: string, windowMs: number, by = 1): Counted {
    const now = Date.now();
    const window = Math.floor(now / windowMs);
    const count = this.#countOf(key, window);
    count.untold += by;
    if (this.#shared && !count.sharing && now - count.sharedAt >= shareMs)
      void this.#share(key, count, windowMs);
    return { current: count.shared + count.untold, ttlMs: (window + 1) * windowMs - now };
  }

  /** The same, but knowing what all the others counted until now, unless that cannot be known. */
  async countWithOthers(key: string, windowMs: number, by = 1): Promise<Counted> {
    const { ttlMs } = this.count(key, windowMs, by);
    const count = this.#countOf(key, Math.floor(Date.now() / windowMs));
    if (this.#shared) await this.#share(key, count, windowMs);
    return { current: count.shared + count.untold, ttlMs };
  }

  #countOf(key: string, window: number): Count {
    const held = this.#counts.get(key);
    if (held?.window === window) return held;
    const fresh: Count = { window, shared: 0, untold: 0, sharedAt: 0, sharing: false };
    this.#counts.set(key, fresh);
    return fresh;
  }

  async #share(key: string, count: Count, windowMs: number): Promise<void> {
    const told = count.untold;
    count.sharing = true;
    count.untold -= told;
    // Until it is heard what the sum is, what was told counts as if it were there already.
    count.shared += told;
    try {
      count.shared = (await this.#shared?.add(`${key}:${count.window}`, told, windowMs)) ?? count.shared;
    } catch {
      // Not known whether it was counted there: here it was. The others are told of the next ones.
    } finally {
      count.sharing = false;
      count.sharedAt = Date.now();
    }
  }
}
