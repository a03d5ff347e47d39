import { LRUCache } from 'lru-cache';

const mostEntries = 5_000;
/** What values may take together: columns of bars, and the bytes of answers made of them. */
const mostBytes = 256 * 2 ** 20;
/** A value that is no bytes itself is about so large. */
const leastBytes = 1_024;
/** How long a value that is too old is kept in case that loading a new one fails. */
const graceMs = 6 * 3_600_000;

interface Entry {
  readonly value: object;
  readonly freshUntil: number;
  readonly tags: readonly string[];
}

/** The level within this process: least recently used values go first. Values are shared, so they must not be changed. */
export class MemoryLevel {
  readonly #entries = new LRUCache<string, Entry>({
    max: mostEntries,
    maxSize: mostBytes,
    sizeCalculation: ({ value }) => sizeOf(value, deepest),
  });
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

/** Columns are at most so deep in a value. */
const deepest = 3;

/** About how many bytes a value takes: what its arrays of numbers and other bytes do. */
function sizeOf(value: object, depth: number): number {
  if ('byteLength' in value && typeof value.byteLength === 'number') return value.byteLength + leastBytes;
  if (depth === 0) return leastBytes;
  let size = leastBytes;
  for (const part of Object.values(value))
    if (typeof part === 'object' && part !== null) size += sizeOf(part, depth - 1);
  return size;
}
