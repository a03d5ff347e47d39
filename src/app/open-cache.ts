import { Cache } from '../cache/cache.ts';
import type { CacheLifetimes } from '../cache/cache-class.ts';
import type { SharedLevel } from '../cache/shared-level.ts';
import type { Config } from '../config/schema.ts';
import type { Database } from '../storage/timescale/database.ts';
import { noMetrics } from '../telemetry/metric-table.ts';
import type { AppOptions } from './configuration.ts';

/** A cache and what keeps it true. */
export interface OpenedCache {
  readonly cache: Cache;
  close(): Promise<void>;
}

/**
 * The cache in front of a database: shared through Redis where the configuration names one. A process that lives long
 * hears of changes by others; a command that answers once and ends need not.
 */
export async function openCache(
  { cache: settings }: Config,
  database: Database,
  { longLived = false, metrics = noMetrics }: AppOptions,
): Promise<OpenedCache> {
  const url = settings.redis_url?.reveal();
  const shared = url === undefined ? null : await openRedis(url, database);
  const cache = new Cache(lifetimesOf(settings), {
    shared,
    observer: (kind, outcome) => metrics.add('stockula_cache_questions_total', { class: kind, outcome }),
  });
  if (!longLived) return { cache, close: () => cache.close() };
  const { ChangeFeed } = await import('../storage/timescale/change-feed.ts');
  // Until it is known that changes are heard, nothing is answered from memory.
  cache.suspend();
  const feed = new ChangeFeed(() => database.openSession(), {
    onChange: (tags) => void cache.invalidate(tags),
    onDeaf: () => cache.suspend(),
    onHearing: () => cache.resume(),
  });
  await feed.started;
  return {
    cache,
    close: async () => {
      await feed.close();
      await cache.close();
    },
  };
}

async function openRedis(url: string, database: Database): Promise<SharedLevel> {
  const { RedisLevel } = await import('../cache/redis-level.ts');
  const { rows } = await database.pool.query<{ id: string }>('SELECT id FROM stockula.identity');
  return RedisLevel.open(url, rows[0]?.id ?? 'unknown');
}

function lifetimesOf(settings: Config['cache']): CacheLifetimes {
  return {
    price: settings.price_ttl_seconds * 1000,
    indicators: settings.indicators_ttl_seconds * 1000,
    marketData: settings.market_data_ttl_seconds * 1000,
  };
}
