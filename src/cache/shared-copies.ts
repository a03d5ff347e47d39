import type { CacheClass, CacheCounts, CacheSlot } from './cache-class.ts';
import { deserialise, serialise } from './serialise.ts';
import type { SharedLevel, SharedStatus, TagState } from './shared-level.ts';

/** How long a level that failed is left alone: a slow one would slow down every question. */
const restMs = 1_000;

/** A value that another process, or this one, has stored. */
interface Copy {
  readonly value: object;
  /** What is left of its lifetime. */
  readonly ttlMs: number;
}

interface Found {
  readonly copy: Copy | null;
  readonly state: TagState;
}

/**
 * The shared level as one may rely on it: it never throws and never waits for long, and a tag whose invalidation has
 * not got through yet is invalidated as soon as the level is back; until then values with that tag are not taken from it.
 */
export class SharedCopies {
  readonly #level: SharedLevel;
  readonly #now: () => number;
  readonly #onFailure: (kind: CacheClass) => void;
  /** Tags whose invalidation has not got through, with the number of the latest one. */
  readonly #pending = new Map<string, number>();
  #invalidations = 0;
  #restUntil = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(level: SharedLevel, now: () => number, onFailure: (kind: CacheClass) => void) {
    this.#level = level;
    this.#now = now;
    this.#onFailure = onFailure;
  }

  /** What the level has of a value; undefined where it cannot be asked. */
  async find({ kind, key, tags }: CacheSlot): Promise<Found | undefined> {
    if (!this.#mayAsk(tags)) return undefined;
    return this.#guarded(kind, async () => {
      const { text, state } = await this.#level.get(key, tags);
      return { copy: text === null ? null : this.#unpack(text), state };
    });
  }

  async store({ kind, key, tags }: CacheSlot, value: object, state: TagState, ttlMs: number): Promise<void> {
    if (!this.#mayAsk(tags)) return;
    await this.#guarded(kind, async () => {
      const text = `${this.#now() + ttlMs}\n${serialise(value)}`;
      await this.#level.set(key, text, state, ttlMs);
    });
  }

  async invalidate(tags: readonly string[]): Promise<void> {
    this.#invalidations += 1;
    for (const tag of tags) this.#pending.set(tag, this.#invalidations);
    await this.#passOn();
  }

  /** Counts that do not arrive are lost: they are for people to look at. */
  async report(counts: CacheCounts): Promise<void> {
    if (this.#now() < this.#restUntil) return;
    await this.#level.addCounts(counts).catch(() => undefined);
  }

  status(): Promise<SharedStatus> {
    return this.#level.status();
  }

  clear(): Promise<number> {
    return this.#level.clear();
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#pending.size > 0) await this.#passOn();
    clearTimeout(this.#timer);
    await this.#level.close();
  }

  #unpack(text: string): Copy | null {
    const end = text.indexOf('\n');
    const ttlMs = Number(text.slice(0, end)) - this.#now();
    return ttlMs > 0 ? { value: deserialise(text.slice(end + 1)), ttlMs } : null;
  }

  #mayAsk(tags: readonly string[]): boolean {
    return this.#now() >= this.#restUntil && !tags.some((tag) => this.#pending.has(tag));
  }

  async #guarded<Result>(kind: CacheClass, ask: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await ask();
    } catch {
      // Whatever it is, the question is answered without this level; the counter tells that it happened.
      this.#restUntil = this.#now() + restMs;
      this.#onFailure(kind);
      return undefined;
    }
  }

  async #passOn(): Promise<void> {
    clearTimeout(this.#timer);
    const sent = [...this.#pending];
    try {
      await this.#level.invalidate(sent.map(([tag]) => tag));
      // One that was invalidated again meanwhile has a turn of its own.
      for (const [tag, at] of sent) if (this.#pending.get(tag) === at) this.#pending.delete(tag);
    } catch {
      // Kept, and tried again until it succeeds.
      this.#timer = setTimeout(() => void this.#passOn(), restMs).unref();
    }
  }
}
