import { join } from 'node:path';
import { Cache } from '../cache/cache.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import { StockulaManager } from '../manager/stockula-manager.ts';
import { type Database, type DatabaseTarget, openDatabase } from '../storage/timescale/database.ts';
import { applyPolicies, type StoragePolicies } from '../storage/timescale/policies.ts';
import { upgradeSchema } from '../storage/timescale/schema-upgrades.ts';
import { TimescaleMarket } from '../storage/timescale/timescale-market.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';
import { requireDatabase } from './existing-database.ts';
import type { Market } from './market-service.ts';

/** An open Stockula: configuration, an upgraded database, and the manager on top. */
export interface App extends Market {
  readonly database: Database;
  readonly policies: StoragePolicies;
  /** Folder for files that live only as long as a command. */
  readonly scratchFolder: string;
}

/**
 * Opens the database and everything on top in order, whichever store answers questions; `close` undoes it in reverse.
 * @param known the configuration, where it has been read already
 */
export async function openApp(options: AppOptions, known?: LoadedConfig): Promise<App> {
  const loaded = known ?? (await readConfiguration(options.configFile));
  const { config } = loaded;
  if (options.mustExist) requireDatabase(config);
  const database = await openDatabase(targetOf(config, options.onProgress));
  const policies = policiesOf(config);
  try {
    const upgraded = await upgradeSchema(database.pool, database.edition.name);
    if (upgraded.length > 0) await applyPolicies(database.pool, database.edition, policies);
  } catch (error) {
    await database.close();
    throw error;
  }
  const store = new TimescaleMarket(database.pool);
  return {
    ...loaded,
    database,
    policies,
    store,
    manager: new StockulaManager(store, new Cache(lifetimesOf(config))),
    stale: null,
    scratchFolder: join(config.database.data_dir, 'scratch'),
    close: () => database.close(),
  };
}

/** The server of the configuration if it names one, the embedded engine otherwise. */
function targetOf(config: Config, onProgress?: (text: string) => void): DatabaseTarget {
  const { url, data_dir, port } = config.database;
  if (url) return { kind: 'server', url: url.reveal() };
  return {
    kind: 'embedded',
    dataDirectory: data_dir,
    idleStopMs: config.engine.idle_stop_seconds * 1000,
    port: port ?? null,
    ...(onProgress && { onProgress }),
  };
}

function policiesOf({ storage }: Config): StoragePolicies {
  return {
    chunkIntervalPrices: storage.chunk_interval_prices.text,
    compressAfter: storage.compress_after === 'never' ? null : storage.compress_after.text,
    retentionRawBars: storage.retention_raw_bars === 'never' ? null : storage.retention_raw_bars.text,
  };
}

function lifetimesOf({ cache }: Config) {
  return {
    price: cache.price_ttl_seconds * 1000,
    indicators: cache.indicators_ttl_seconds * 1000,
    marketData: cache.market_data_ttl_seconds * 1000,
  };
}
