import { LRUCache } from 'lru-cache';

/** Values are typed arrays more often than not; this many of them stay below some hundred megabytes. */
const mostEntries = 500;
/** How long a value that is too old is kept in case that loading a new one fails. */
const graceMs = 6 * 3_600_000;

interface Entry {
  readonly value: object;
  readonly freshUntil: number;
  readonly tags: readonly string[];
}

/** The level within this process: least recently used values go first. Values are shared, so they must not be changed. */
export class MemoryLevel {
  readonly #entries = new LRUCache<string, Entry>({ max: mostEntries });
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The value if it is fresh. */
  get(key: string): object | null {
    const entry = this.#entries.get(key);
    return entry && entry.freshUntil > this.#now() ? entry.value : null;
  }

  /** The value though its time may be over: it was right once, and nothing has been written since. */
  outdated(key: string): object | null {
    const entry = this.#entries.get(key);
    return entry && entry.freshUntil + graceMs > this.#now() ? entry.value : null;
  }

  set(key: string, value: object, tags: readonly string[], ttlMs: number): void {
    this.#entries.set(key, { value, freshUntil: this.#now() + ttlMs, tags });
  }

  invalidate(tags: ReadonlySet<string>): void {
    for (const [key, entry] of this.#entries.entries())
      if (entry.tags.some((tag) => tags.has(tag))) this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }
}
