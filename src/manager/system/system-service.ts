import { resolve } from 'node:path';
import type { Cache } from '../../cache/cache.ts';
import type { CacheCounts } from '../../cache/cache-class.ts';
import type { Config } from '../../config/schema.ts';
import { messageOf } from '../../domain/errors.ts';
import { type EmbeddedStatus, statusOf as embeddedStatus } from '../../storage/embedded/host-control.ts';
import type { Database } from '../../storage/timescale/database.ts';
import type { StoragePolicies } from '../../storage/timescale/policies.ts';
import {
  type AggregateFacts,
  type ReplicaFacts,
  readAggregates,
  readNextRuns,
  readReplicas,
  readServer,
  type ServerFacts,
} from '../../storage/timescale/system-facts.ts';
import { type CacheStatus, statusOf as cacheStatus } from '../cache-status.ts';
import { type Diagnosis, diagnose } from '../doctor.ts';
import type { LentDatabase } from '../lent-database.ts';
import { type DiskSpace, diskSpace } from './disk.ts';

/** How the parts of the system fare. */
export interface SystemStatus {
  readonly askedAt: string;
  /** Of this program. */
  readonly version: string;
  readonly diagnosis: Diagnosis;
  readonly nextRuns: ReadonlyMap<number, string>;
  readonly aggregates: readonly AggregateFacts[];
  readonly server: ServerFacts;
  readonly replicas: readonly ReplicaFacts[];
  readonly pool: {
    readonly most: number;
    readonly open: number;
    readonly idle: number;
    readonly waiting: number;
  };
  readonly cache: {
    /** Counts of this process. */
    readonly own: CacheCounts;
    /** Null: none is configured, or it does not answer. */
    readonly shared: CacheStatus;
    /** Why Redis does not answer; null where it does, or none is configured. */
    readonly silent: string | null;
  };
  /** Null: a server is configured. */
  readonly engine: EmbeddedStatus | null;
  readonly disk: DiskSpace;
}

/** What is asked of the running process. */
export interface SystemNeeds {
  readonly version: string;
  readonly database: LentDatabase;
  /** Lends the cache that questions are answered from. */
  readonly useCache: <Answer>(work: (cache: Cache, config: Config) => Promise<Answer>) => Promise<Answer>;
  readonly config: () => Config;
  readonly policies: () => StoragePolicies;
}

/** Where there are many chunks, the catalog takes its time: who asks meanwhile shares one answer. */
const keptMs = 5_000;

export class SystemService {
  readonly #needs: SystemNeeds;
  #kept: { readonly until: number; readonly status: Promise<SystemStatus> } | null = null;

  constructor(needs: SystemNeeds) {
    this.#needs = needs;
  }

  /** Not older than five seconds. @throws StockulaError DATABASE_UNAVAILABLE */
  status(): Promise<SystemStatus> {
    if (this.#kept && performance.now() < this.#kept.until) return this.#kept.status;
    const kept = { until: performance.now() + keptMs, status: this.#read() };
    this.#kept = kept;
    kept.status.catch(() => {
      if (this.#kept === kept) this.#kept = null;
    });
    return kept.status;
  }

  async #read(): Promise<SystemStatus> {
    const { database, policies, version } = this.#needs;
    const [ofDatabase, cache, engine, disk] = await Promise.all([
      database.read((lent) => factsOf(lent, policies())),
      this.#cache(),
      this.#engine(),
      diskSpace(resolve(this.#needs.config().database.data_dir)),
    ]);
    return { askedAt: new Date().toISOString(), version, ...ofDatabase, cache, engine, disk };
  }

  #cache(): Promise<SystemStatus['cache']> {
    return this.#needs.useCache(async (cache, config) => {
      try {
        return { own: cache.counts, shared: await cacheStatus(cache, config), silent: null };
      } catch (error) {
        return { own: cache.counts, shared: null, silent: messageOf(error) };
      }
    });
  }

  async #engine(): Promise<EmbeddedStatus | null> {
    const { url, data_dir } = this.#needs.config().database;
    return url ? null : await embeddedStatus(data_dir);
  }
}

async function factsOf(database: Database, policies: StoragePolicies) {
  const { pool } = database;
  return {
    diagnosis: await diagnose(database, policies),
    nextRuns: await readNextRuns(database),
    aggregates: await readAggregates(database),
    server: await readServer(pool),
    replicas: await readReplicas(database),
    pool: {
      most: pool.options.max,
      open: pool.totalCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    },
  };
}
