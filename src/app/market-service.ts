import type { Cache } from '../cache/cache.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { MarketStore } from '../domain/market-store.ts';
import type { Staleness } from '../domain/staleness.ts';
import type { StockulaManager } from '../manager/stockula-manager.ts';
import type { Database } from '../storage/timescale/database.ts';

/** Configuration, store and manager on top of it, over one place where data is. */
export interface Market extends LoadedConfig {
  readonly store: MarketStore;
  readonly manager: StockulaManager;
  readonly cache: Cache;
  /** The database behind it, or null where a legacy file is asked. */
  readonly database: Database | null;
  /** Set where a legacy file stands in for the database. */
  readonly stale: Staleness | null;
  close(): Promise<void>;
}

/** Lends a market for as long as a piece of work takes, so that all its questions go to the same place. */
export interface MarketService {
  /** The work must only read: where the database is lost on the way, it is done again. */
  use<Answer>(work: (market: Market) => Promise<Answer>): Promise<Answer>;
  close(): Promise<void>;
}
