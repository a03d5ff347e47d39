import { type CacheClass, type CacheCounts, type CacheOutcome, cacheClasses } from './cache-class.ts';

/** Told of every outcome, for metrics. */
export type CacheObserver = (kind: CacheClass, outcome: CacheOutcome) => void;

/** Counts outcomes by class. */
export class CacheCounters {
  readonly #counts = Object.fromEntries(
    cacheClasses.map((kind) => [kind, { hit: 0, miss: 0, stale: 0, error: 0 }]),
  ) as Record<CacheClass, Record<CacheOutcome, number>>;
  readonly #observer: CacheObserver | undefined;

  constructor(observer?: CacheObserver) {
    this.#observer = observer;
  }

  count(kind: CacheClass, outcome: CacheOutcome): void {
    this.#counts[kind][outcome] += 1;
    this.#observer?.(kind, outcome);
  }

  get counts(): CacheCounts {
    return structuredClone(this.#counts);
  }
}
