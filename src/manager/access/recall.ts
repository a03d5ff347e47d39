import { LRUCache } from 'lru-cache';

const mostHeld = 10_000;
/** How long to wait for a store while there is an answer from before. */
const patienceMs = 1_500;

interface Held<Value> {
  readonly value: Value;
  readonly loadedAt: number;
  /** When to look again; after a failure later than it was loaded would say. */
  readonly lookAgainAt: number;
}

interface RecallOptions {
  /** For how long an answer is taken without a look: what another process changes is noticed after this time. */
  readonly freshMs: number;
  /** For how long an answer is taken while the store does not answer: what it holds cannot change meanwhile. */
  readonly keptMs: number;
  readonly now?: () => number;
}

/** Answers of a store for a moment, and for longer while it is away. */
export class Recall<Value> {
  readonly #held: LRUCache<string, Held<Value>>;
  readonly #loading = new Map<string, Promise<Value>>();
  readonly #options: Required<RecallOptions>;

  constructor({ now = Date.now, ...options }: RecallOptions) {
    this.#options = { ...options, now };
    this.#held = new LRUCache({ max: mostHeld });
  }

  /** @throws what `load` throws where nothing is known from before */
  async get(key: string, load: () => Promise<Value>): Promise<Value> {
    const held = this.#held.get(key);
    if (held && this.#options.now() < held.lookAgainAt) return held.value;
    const underWay = this.#loading.get(key);
    if (underWay) return underWay;
    const loading = this.#load(key, load, held);
    this.#loading.set(key, loading);
    try {
      return await loading;
    } finally {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    }
  }

  /** It has changed. What is being loaded may be as it was before. */
  forget(key: string): void {
    this.#held.delete(key);
    this.#loading.delete(key);
  }

  async #load(key: string, load: () => Promise<Value>, before: Held<Value> | undefined): Promise<Value> {
    const { now, keptMs, freshMs } = this.#options;
    // Only afterwards is it known under which promise it is loaded.
    await Promise.resolve();
    const mine = this.#loading.get(key);
    const keep = (value: Value, loadedAt: number): Value => {
      if (this.#loading.get(key) === mine) {
        this.#held.set(key, { value, loadedAt, lookAgainAt: now() + freshMs });
      }
      return value;
    };
    if (!before || now() - before.loadedAt > keptMs) return keep(await load(), now());
    try {
      return keep(await withPatience(load()), now());
    } catch {
      // The store is away, and says so to whoever asks it for more than who asks.
      return keep(before.value, before.loadedAt);
    }
  }
}

async function withPatience<Value>(loading: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  try {
    return await Promise.race([loading, impatience]);
  } finally {
    clearTimeout(timer);
  }
}
