import type { Cache } from '../cache/cache.ts';
import { type CacheClass, type CacheOutcome, cacheClasses } from '../cache/cache-class.ts';
import type { Config } from '../config/schema.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';

/** One class of values: lifetime, and how often each outcome came, by all processes. */
export interface CacheClassStatus extends Readonly<Record<CacheOutcome, number>> {
  readonly class: CacheClass;
  readonly ttl_seconds: number;
  /** Hits among all questions, 0 to 1; null where nobody asked. */
  readonly hit_rate: number | null;
}

/** The shared cache; null where the configuration names none. */
export type CacheStatus = {
  readonly values: number;
  readonly memory_bytes: number;
  readonly memory_limit_bytes: number | null;
  readonly classes: readonly CacheClassStatus[];
} | null;

/** @throws StockulaError SERVICE_FAILED where Redis does not answer */
export async function statusOf(cache: Cache, { cache: settings }: Config): Promise<CacheStatus> {
  const status = await cache.sharedStatus().catch((error: unknown) => {
    throw silent(error);
  });
  if (!status) return null;
  const lifetimes = {
    price: settings.price_ttl_seconds,
    indicators: settings.indicators_ttl_seconds,
    marketData: settings.market_data_ttl_seconds,
  };
  return {
    values: status.values,
    memory_bytes: status.memoryBytes,
    memory_limit_bytes: status.memoryLimitBytes,
    classes: cacheClasses.map((kind) => {
      const counts = status.counts[kind];
      const asked = counts.hit + counts.miss + counts.stale;
      return {
        class: kind,
        ttl_seconds: lifetimes[kind],
        ...counts,
        hit_rate: asked === 0 ? null : counts.hit / asked,
      };
    }),
  };
}

/** Returns how many answers were removed; null where nothing is shared. @throws StockulaError SERVICE_FAILED */
export function clearCache(cache: Cache): Promise<number | null> {
  return cache.clear().catch((error: unknown) => {
    throw silent(error);
  });
}

function silent(error: unknown): StockulaError {
  return new StockulaError(
    'SERVICE_FAILED',
    {
      expected: 'the Redis that cache.redis_url names to answer',
      got: messageOf(error),
      remedy:
        'Check that it runs and that REDIS_URL has the right host, port and password. Analyses work without it.',
    },
    error,
  );
}
