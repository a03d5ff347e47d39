import { type CacheClass, type CacheCounts, type CacheOutcome, countsBy } from './cache-class.ts';

/** Told of every outcome, for metrics. */
export type CacheObserver = (kind: CacheClass, outcome: CacheOutcome) => void;

type Key = `${CacheClass}.${CacheOutcome}`;

/** Counts outcomes by class. */
export class CacheCounters {
  readonly #counts = new Map<Key, number>();
  readonly #reported = new Map<Key, number>();
  readonly #observer: CacheObserver | undefined;

  constructor(observer?: CacheObserver) {
    this.#observer = observer;
  }

  count(kind: CacheClass, outcome: CacheOutcome): void {
    const key: Key = `${kind}.${outcome}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    this.#observer?.(kind, outcome);
  }

  get counts(): CacheCounts {
    return countsBy((kind, outcome) => this.#counts.get(`${kind}.${outcome}`) ?? 0);
  }

  /** What was counted since this was asked for last. */
  takeUnreported(): CacheCounts {
    return countsBy((kind, outcome) => {
      const key: Key = `${kind}.${outcome}`;
      const count = this.#counts.get(key) ?? 0;
      const fresh = count - (this.#reported.get(key) ?? 0);
      this.#reported.set(key, count);
      return fresh;
    });
  }
}
