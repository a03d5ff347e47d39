import { LRUCache } from 'lru-cache';

/** What is cached together lives equally long. */
export type CacheClass = 'price' | 'indicators' | 'marketData';

/** Lifetimes in milliseconds; 0 keeps nothing, so that only those who ask at the same time share a load. */
export type CacheLifetimes = Readonly<Record<CacheClass, number>>;

/** Values are typed arrays more often than not; this many of them stay below some hundred megabytes. */
const mostEntries = 500;

/**
 * Cache-aside within this process: a value is loaded once, however many ask for it at the same time, and kept for
 * the lifetime of its class. Keys are readable, as in `AAPL_price_1d`.
 */
export class Cache {
  readonly #entries = new LRUCache<string, object>({ max: mostEntries });
  readonly #loading = new Map<string, Promise<object>>();
  readonly #lifetimes: CacheLifetimes;

  constructor(lifetimes: CacheLifetimes) {
    this.#lifetimes = lifetimes;
  }

  /** The value under the key, loaded if it is not there. A load that fails is not kept. */
  async getOrLoad<Value extends object>(
    kind: CacheClass,
    key: string,
    load: () => Promise<Value>,
  ): Promise<Value> {
    const held = this.#entries.get(key) ?? this.#loading.get(key);
    // A key always carries values of one type: it names what it holds.
    if (held) return (await held) as Value;
    const loading = load();
    this.#loading.set(key, loading);
    try {
      const value = await loading;
      const ttl = this.#lifetimes[kind];
      if (ttl > 0) this.#entries.set(key, value, { ttl });
      return value;
    } finally {
      this.#loading.delete(key);
    }
  }
}
