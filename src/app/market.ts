import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { Cache } from '../cache/cache.ts';
import type { LoadedConfig } from '../config/load.ts';
import { StockulaError } from '../domain/errors.ts';
import { StockulaManager } from '../manager/stockula-manager.ts';
import type { Market } from './app.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';

/**
 * Opens the store of the configuration for questions to the manager. Over a legacy file no database is opened or
 * started.
 * @throws StockulaError as openApp; SOURCE_UNUSABLE where there is no legacy file
 */
export async function openMarket(options: AppOptions): Promise<Market> {
  const loaded = await readConfiguration(options.configFile);
  if (loaded.config.storage.backend === 'sqlite') return openLegacyMarket(loaded);
  const { openApp } = await import('./app.ts');
  return openApp(options, loaded);
}

async function openLegacyMarket(loaded: LoadedConfig): Promise<Market> {
  const path = resolve(loaded.config.data.db_path);
  if (!existsSync(path)) throw noLegacyFile(path);
  const { SqliteMarket } = await import('../storage/sqlite/sqlite-market.ts');
  // The older application writes the file and tells nobody: what is kept would be old.
  const cache = new Cache({ price: 0, indicators: 0, marketData: 0 });
  return {
    ...loaded,
    manager: new StockulaManager(new SqliteMarket(path), cache),
    database: null,
    close: () => Promise.resolve(),
  };
}

function noLegacyFile(path: string): StockulaError {
  return new StockulaError('SOURCE_UNUSABLE', {
    expected: "the older application's SQLite file at data.db_path, since storage.backend is sqlite",
    got: `${path}, which does not exist`,
    remedy: 'Set data.db_path to the file, or storage.backend to timescale.',
  });
}
