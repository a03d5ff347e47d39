import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Cache } from '../cache/cache.ts';
import type { LoadedConfig } from '../config/load.ts';
import { StockulaError } from '../domain/errors.ts';
import type { EpochMs } from '../domain/nominal.ts';
import type { Staleness } from '../domain/staleness.ts';
import { StockulaManager } from '../manager/stockula-manager.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';
import type { Market, MarketService } from './market-service.ts';
import type { StandIn } from './resilient-market.ts';

/**
 * Opens the store of a configuration for questions to the manager. Over a legacy file no database is opened or
 * started.
 * @param mustAnswer refuse a database that does not open even where a file could stand in for it
 * @throws StockulaError as openApp; SOURCE_UNUSABLE where there is no legacy file
 */
export async function openMarket(
  loaded: LoadedConfig,
  options: AppOptions,
  mustAnswer = false,
): Promise<MarketService> {
  const { storage, data } = loaded.config;
  if (storage.backend === 'sqlite') {
    const market = await openLegacyMarket(loaded, resolve(data.db_path), null);
    return { use: (work) => work(market), close: () => market.close() };
  }
  const { ResilientMarket } = await import('./resilient-market.ts');
  const open = async (): Promise<Market> => (await import('./app.ts')).openApp(options, loaded);
  return ResilientMarket.open({ open, standIn: standInOf(loaded) }, mustAnswer);
}

/** The same for the configuration as it is now. */
export async function openConfiguredMarket(options: AppOptions, mustAnswer = false): Promise<MarketService> {
  return openMarket(await readConfiguration(options.configFile, options.values), options, mustAnswer);
}

function standInOf(loaded: LoadedConfig): StandIn | null {
  const { fallback_file, fallback_until } = loaded.config.storage;
  if (fallback_file === null || fallback_until === null) return null;
  const file = resolve(fallback_file);
  const until = Date.parse(fallback_until) as EpochMs;
  return { file, until, open: (stale) => openLegacyMarket(loaded, file, stale) };
}

async function openLegacyMarket(
  loaded: LoadedConfig,
  path: string,
  stale: Staleness | null,
): Promise<Market> {
  if (!existsSync(path)) throw noLegacyFile(path, stale);
  const { StepJournal } = await import('../migrate/machine/step-journal.ts');
  const { SqliteMarket } = await import('../storage/sqlite/sqlite-market.ts');
  // The older application writes the file and tells nobody: what is kept would be old.
  const cache = new Cache({ price: 0, indicators: 0, marketData: 0 });
  // As the database has it, or would have it: both stores give the same answers.
  const repairs = new StepJournal(loaded.config.database.data_dir).repairsOf(path);
  const store = new SqliteMarket(path, { repairs });
  return {
    ...loaded,
    store,
    cache,
    manager: new StockulaManager(store, cache, stale),
    database: null,
    stale,
    close: () => Promise.resolve(),
  };
}

function noLegacyFile(path: string, stale: Staleness | null): StockulaError {
  const key = stale === null ? 'data.db_path' : 'storage.fallback_file';
  return new StockulaError('SOURCE_UNUSABLE', {
    expected: `the older application's SQLite file at ${key}${stale === null ? ', since storage.backend is sqlite' : ''}`,
    got: `${path}, which does not exist`,
    remedy: `Set ${key} to the file, or storage.backend to timescale.`,
  });
}
