import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { SecretUrl } from '../config/secret-url.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';
import { StockulaManager } from '../manager/stockula-manager.ts';
import { TimescaleRuns } from '../storage/timescale/backtest-runs.ts';
import { type Database, type DatabaseTarget, openDatabase } from '../storage/timescale/database.ts';
import { TimescaleForecasts } from '../storage/timescale/forecasts.ts';
import { applyPolicies, type StoragePolicies } from '../storage/timescale/policies.ts';
import { upgradeSchema } from '../storage/timescale/schema-upgrades.ts';
import { TimescaleMarket } from '../storage/timescale/timescale-market.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';
import { serverOfDirectory } from './existing-database.ts';
import type { Market } from './market-service.ts';
import { type OpenedCache, openCache } from './open-cache.ts';

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
 * @param server a server to use in place of the one that the configuration names
 */
export async function openApp(
  options: AppOptions,
  known?: LoadedConfig,
  server: SecretUrl | null = null,
): Promise<App> {
  const loaded = known ?? (await readConfiguration(options.configFile, options.values));
  const { config } = loaded;
  const given = server ?? (options.mustExist ? await serverOfDirectory(config) : null);
  const target: DatabaseTarget = given
    ? { kind: 'server', url: given.reveal() }
    : targetOf(config, options.onProgress);
  const database = await openDatabase(target).catch(async (error: unknown) => {
    throw await knowingOwnServer(error, target, config.database.data_dir);
  });
  const policies = policiesOf(config);
  let opened: OpenedCache;
  try {
    const upgraded = await upgradeSchema(database.pool, database.edition.name);
    if (upgraded.length > 0) await applyPolicies(database.pool, database.edition, policies);
    opened = await openCache(config, database, options);
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
    cache: opened.cache,
    manager: new StockulaManager(
      store,
      opened.cache,
      null,
      new TimescaleForecasts(database.pool),
      new TimescaleRuns(database.pool),
    ),
    stale: null,
    scratchFolder: join(config.database.data_dir, 'scratch'),
    close: async () => {
      await opened.close();
      await database.close();
    },
  };
}

/** The server of the configuration if it names one, the embedded engine otherwise. */
export function targetOf(config: Config, onProgress?: (text: string) => void): DatabaseTarget {
  const { url, session_url, password_file, data_dir, port } = config.database;
  if (url) {
    return {
      kind: 'server',
      url: withPassword(url.reveal(), password_file),
      ...(session_url && { sessionUrl: withPassword(session_url.reveal(), password_file) }),
    };
  }
  return {
    kind: 'embedded',
    dataDirectory: data_dir,
    idleStopMs: config.engine.idle_stop_seconds * 1000,
    port: port ?? null,
    ...(onProgress && { onProgress }),
  };
}

/** A server that this data directory has is not to be looked for elsewhere: as a rule, it was not started again. */
async function knowingOwnServer(
  error: unknown,
  target: DatabaseTarget,
  dataDirectory: string,
): Promise<unknown> {
  if (!(error instanceof StockulaError) || error.code !== 'DATABASE_UNAVAILABLE') return error;
  if (target.kind !== 'server') return error;
  const { remedyForOwnService } = await import('../infra/native/service-hint.ts');
  const remedy = remedyForOwnService(dataDirectory, target.url);
  return remedy === null ? error : new StockulaError(error.code, { ...error.parts, remedy }, error);
}

/** A password in a file of its own does not show in the configuration, in lists of processes, or in backups of either. */
export function withPassword(text: string, file: string | null | undefined): string {
  if (file == null) return text;
  const url = new URL(text);
  try {
    url.password = encodeURIComponent(readFileSync(file, 'utf8').trim());
  } catch (error) {
    throw new StockulaError('CONFIG_INVALID', {
      expected: `a password in the file that database.password_file names (${file})`,
      got: messageOf(error),
      remedy: 'Mend the path or the permissions, or put the password into DATABASE_URL.',
    });
  }
  return url.href;
}

export function policiesOf({ storage }: Config): StoragePolicies {
  return {
    chunkIntervalPrices: storage.chunk_interval_prices.text,
    compressAfter: storage.compress_after === 'never' ? null : storage.compress_after.text,
    retentionRawBars: storage.retention_raw_bars === 'never' ? null : storage.retention_raw_bars.text,
  };
}
