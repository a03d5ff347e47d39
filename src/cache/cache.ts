import type { UntoldChanges } from '../domain/untold-changes.ts';
import type { CacheClass, CacheCounts, CacheLifetimes, CacheSlot } from './cache-class.ts';
import { CacheCounters, type CacheObserver } from './cache-counters.ts';
import { Changes } from './changes.ts';
import { MemoryLevel } from './memory-level.ts';
import { SharedCopies } from './shared-copies.ts';
import type { SharedLevel, SharedStatus } from './shared-level.ts';

const reportEveryMs = 5_000;

export interface CacheOptions {
  /** A level that processes share; null: this process alone. */
  readonly shared?: SharedLevel | null;
  /** What that level may not have been told of. */
  readonly untold?: UntoldChanges;
  readonly observer?: CacheObserver;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

interface Load {
  readonly promise: Promise<object>;
  /** What had changed when it began. */
  readonly since: number;
}

/**
 * Cache-aside: a value is loaded once, however many ask for it at the same time, and kept for the lifetime of its
 * class in this process and, where there is one, in a level that processes share. Whatever is wrong with that level,
 * questions are answered, only slower. Where loading fails, an outdated value is given if nothing it is made of is
 * known to have changed.
 */
export class Cache {
  readonly #memory: MemoryLevel;
  readonly #shared: SharedCopies | null;
  readonly #loading = new Map<string, Load>();
  readonly #changes = new Changes();
  readonly #lifetimes: CacheLifetimes;
  readonly #counters: CacheCounters;
  readonly #reporting: NodeJS.Timeout | undefined;
  #suspended = false;

  constructor(
    lifetimes: CacheLifetimes,
    { shared = null, untold, observer, now = Date.now }: CacheOptions = {},
  ) {
    this.#lifetimes = lifetimes;
    this.#memory = new MemoryLevel(now);
    this.#counters = new CacheCounters(observer);
    const onFailure = (kind: CacheClass) => this.#counters.count(kind, 'error');
    this.#shared = shared && new SharedCopies(shared, { untold, now, onFailure });
    if (shared) this.#reporting = setInterval(() => void this.#report(), reportEveryMs).unref();
  }

  /** The value under the key, loaded if it is not there. A load that fails is not kept. */
  async getOrLoad<Value extends object>(slot: CacheSlot, load: () => Promise<Value>): Promise<Value> {
    const { kind, key, tags } = slot;
    const held = this.#suspended ? null : this.#memory.get(key);
    if (held) {
      this.#counters.count(kind, 'hit');
      // A key always carries values of one type: it names what it holds.
      return held as Value;
    }
    const underWay = this.#loading.get(key);
    if (underWay && !this.#changes.concern(tags, underWay.since)) return (await underWay.promise) as Value;
    const since = this.#changes.count;
    const promise = this.#provide(slot, load, since);
    const loading: Load = { promise, since };
    this.#loading.set(key, loading);
    try {
      return (await promise) as Value;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  /** What carries one of these tags is no longer good, here and in the shared level. */
  async invalidate(tags: readonly string[]): Promise<void> {
    this.#changes.note(tags);
    this.#memory.invalidate(new Set(tags));
    await this.#shared?.invalidate(tags);
  }

  /** From now on changes may go unnoticed, so nothing is answered from this process's memory. */
  suspend(): void {
    this.#suspended = true;
    this.#changes.doubt();
    this.#memory.clear();
    this.#shared?.turnDeaf();
  }

  /** Changes are noticed again. */
  resume(): void {
    // What was begun before may have been read before a change that nobody heard of.
    this.#changes.doubt();
    this.#memory.clear();
    this.#suspended = false;
    void this.#shared?.turnHearing();
  }

  /** Forgets everything; returns how many values the shared level had, null where there is none. */
  async clear(): Promise<number | null> {
    this.#memory.clear();
    return (await this.#shared?.clear()) ?? null;
  }

  /** Whether the shared level answers just now; null where there is none. */
  async sharedAnswers(): Promise<boolean | null> {
    return (await this.#shared?.answers()) ?? null;
  }

  /** What the shared level has; null where there is none. @throws where it does not answer */
  async sharedStatus(): Promise<SharedStatus | null> {
    return (await this.#shared?.status()) ?? null;
  }

  get counts(): CacheCounts {
    return this.#counters.counts;
  }

  async close(): Promise<void> {
    clearInterval(this.#reporting);
    await this.#report();
    await this.#shared?.close();
  }

  async #report(): Promise<void> {
    await this.#shared?.report(this.#counters.takeUnreported());
  }

  async #provide(slot: CacheSlot, load: () => Promise<object>, since: number): Promise<object> {
    const { kind, key, tags } = slot;
    const ttlMs = this.#lifetimes[kind];
    const found = ttlMs > 0 && !slot.isLocal ? await this.#shared?.find(slot) : undefined;
    if (found?.copy) {
      this.#counters.count(kind, 'hit');
      // Stored by a clock that was ahead, it would live until then.
      this.#remember(slot, found.copy.value, Math.min(found.copy.ttlMs, ttlMs), since);
      return found.copy.value;
    }
    try {
      const value = await load();
      this.#counters.count(kind, 'miss');
      if (ttlMs > 0) {
        this.#remember(slot, value, ttlMs, since);
        if (found) await this.#shared?.store(slot, value, found.state, ttlMs);
      }
      return value;
    } catch (error) {
      const outdated = this.#changes.concern(tags, since) ? null : this.#memory.outdated(key);
      if (!outdated) throw error;
      this.#counters.count(kind, 'stale');
      return outdated;
    }
  }

  /** A value that was asked for before a change may be as it was before. */
  #remember({ key, tags }: CacheSlot, value: object, ttlMs: number, since: number): void {
    if (this.#suspended || this.#changes.concern(tags, since)) return;
    this.#memory.set(key, value, tags, ttlMs);
  }
}
