import type * as z from 'zod';
import type { system } from '../contract/system.ts';
import type { SystemStatus } from '../manager/system/system-service.ts';

type CacheJson = z.output<typeof system>['cache'];

/** The cache of this process, and the one that processes share. */
export function cachesOf({ own, shared, silent }: SystemStatus['cache'], configured: boolean): CacheJson {
  return {
    own: Object.entries(own).map(([name, { hit, miss, stale, error }]) => {
      const asked = hit + miss + stale;
      return { class: name, hit, miss, stale, error, hitRate: asked === 0 ? null : hit / asked };
    }),
    redis: {
      configured,
      problem: silent,
      values: shared?.values ?? null,
      memory: shared?.memory_bytes ?? null,
      memoryLimit: shared?.memory_limit_bytes ?? null,
      classes: (shared?.classes ?? []).map(({ class: name, hit, miss, stale, error, hit_rate: hitRate }) => ({
        ...{ class: name, hit, miss, stale, error, hitRate },
      })),
    },
  };
}
