/** What is cached together lives equally long. */
export const cacheClasses = ['price', 'indicators', 'marketData'] as const;

export type CacheClass = (typeof cacheClasses)[number];

/** Lifetimes in milliseconds; 0 keeps nothing, so that only those who ask at the same time share a load. */
export type CacheLifetimes = Readonly<Record<CacheClass, number>>;

/** What came of a question: `stale` is an outdated value given because loading failed. */
export const cacheOutcomes = ['hit', 'miss', 'stale', 'error'] as const;

export type CacheOutcome = (typeof cacheOutcomes)[number];

/** How often each outcome came, by class. An error is a failure of the shared level; the question was answered. */
export type CacheCounts = Readonly<Record<CacheClass, Readonly<Record<CacheOutcome, number>>>>;

/** Counts made by a function of class and outcome. */
export function countsBy(count: (kind: CacheClass, outcome: CacheOutcome) => number): CacheCounts {
  const ofClass = (kind: CacheClass) =>
    Object.fromEntries(cacheOutcomes.map((outcome) => [outcome, count(kind, outcome)]));
  return Object.fromEntries(cacheClasses.map((kind) => [kind, ofClass(kind)])) as CacheCounts;
}

/** Something that is cached. */
export interface CacheSlot {
  readonly kind: CacheClass;
  /** Readable, as in `AAPL_price_1d`; a key always carries values of one type. */
  readonly key: string;
  /** What the value is made of, as a rule symbols: when one of these changes, the value is no longer good. */
  readonly tags: readonly string[];
  /** Kept in this process only: what is quickly made of other values is no use to a level that processes share. */
  readonly isLocal?: boolean;
}
