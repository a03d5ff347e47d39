import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { configFileFor } from '../config/locate.ts';
import { readConfigFile } from '../config/read-yaml.ts';
import { SecretUrl } from '../config/secret-url.ts';
import { type ConfigChange, updateConfigFile } from '../config/update-file.ts';
import { valueAt } from '../config/values.ts';
import { StockulaError } from '../domain/errors.ts';
import { containerPasswordFile } from '../infra/docker/compose.ts';
import type { DriverName, Provisioned } from '../infra/driver.ts';
import { databasePasswordFile } from '../infra/native/postgres.ts';
import { openDriver } from '../infra/open-driver.ts';
import { defaultPorts, type InfrastructureOptions } from '../infra/options.ts';
import { removeLeftovers } from '../infra/system/leftovers.ts';
import { ownServer } from '../migrate/machine/own-server.ts';
import type { StepResult } from '../migrate/machine/phases.ts';
import type { StepJournal } from '../migrate/machine/step-journal.ts';
import type { Settings, Surroundings } from '../migrate/machine/surroundings.ts';
import { openLegacyFile } from '../sources/legacy-sqlite/open.ts';
import { connectEmbedded } from '../storage/embedded/connect.ts';
import { openApp, withPassword } from './app.ts';
import { changesToLegacyFile, changesToTimescale } from './backend-changes.ts';
import type { AppOptions } from './configuration.ts';
import { openTarget } from './migration-target.ts';

export interface MigrationOptions {
  readonly driver: DriverName;
  readonly consent: boolean;
  readonly options: AppOptions;
  readonly loaded: LoadedConfig;
  readonly journal: StepJournal;
  /** Real path of the prepared data directory. */
  readonly dataDirectory: string;
}

/** What a migration needs of this application: its driver, its configuration, and a way to open its database. */
export function migrationSurroundings(wanted: MigrationOptions): Surroundings {
  const { config } = wanted.loaded;
  const { url, password_file } = config.database;
  const infrastructure: InfrastructureOptions = {
    dataDirectory: wanted.dataDirectory,
    given: {
      databaseUrl: url ? new SecretUrl(withPassword(url.reveal(), password_file)) : null,
      redisUrl: config.cache.redis_url ?? null,
    },
    ports: defaultPorts,
    openEmbedded: (onProgress) =>
      connectEmbedded({
        onProgress,
        dataDirectory: wanted.dataDirectory,
        idleStopMs: config.engine.idle_stop_seconds * 1000,
        port: config.database.port ?? null,
      }),
  };
  return {
    driver: openDriver(wanted.driver, infrastructure),
    infrastructure,
    consent: wanted.consent,
    settings: new FileSettings(wanted, infrastructure),
    openTarget: async (url, mustExist, tell) => {
      // A server that was brought up is there; only the embedded engine would be made.
      const options = { ...wanted.options, mustExist: mustExist && url === null, onProgress: tell };
      return openTarget(await openApp(options, wanted.loaded, url), wanted);
    },
  };
}

/**
 * Looks at a legacy file before anything is begun for it: a mistyped name must not take the place of the last migration.
 * @throws StockulaError SOURCE_UNUSABLE
 */
export function requireSource(path: string): void {
  openLegacyFile(path).close();
}

/** Keys of the configuration file that say which store answers. */
class FileSettings implements Settings {
  readonly #wanted: MigrationOptions;
  readonly #infrastructure: InfrastructureOptions;
  readonly #path: string;

  constructor(wanted: MigrationOptions, infrastructure: InfrastructureOptions) {
    this.#wanted = wanted;
    this.#infrastructure = infrastructure;
    this.#path = configFileFor(wanted.options.configFile, process.env, process.cwd());
  }

  async toTimescale(from: string, database: Provisioned | null): Promise<StepResult> {
    this.requireSwitchable();
    const { config } = this.#wanted.loaded;
    const server = ownServer(this.#wanted.driver, database)?.url ?? null;
    if (this.answersFromTimescale(database))
      return { outcome: 'skipped', detail: 'the application answers from TimescaleDB already' };
    await this.#change(this.#path, [
      ...changesToTimescale(config, from),
      ...(server ? this.#serverKeys(server) : []),
    ]);
    return { outcome: 'done', detail: `${this.#path} says so` };
  }

  answersFromTimescale(database: Provisioned | null): boolean {
    const { backend } = this.#wanted.loaded.config.storage;
    return backend === 'timescale' && !ownServer(this.#wanted.driver, database);
  }

  requireSwitchable(): void {
    refuseOverride();
  }

  async undo(): Promise<string | null> {
    const { changes } = this.#wanted.journal.unsettled();
    const files = [...new Set(changes.map(({ file }) => file))];
    for (const path of files) {
      const own = changes.filter(({ file }) => file === path);
      await this.#change(
        path,
        own.map(({ key, before }) => ({ key, value: before ?? undefined })),
      );
    }
    return files.length === 0 ? null : `${files.join(', ')} is as it was`;
  }

  /** Has every process answer from the older file again. */
  async toLegacy(from: string): Promise<string> {
    refuseOverride();
    await this.#change(this.#path, changesToLegacyFile(this.#wanted.loaded.config, from));
    return `${this.#path} names the older file`;
  }

  #serverKeys(server: SecretUrl): ConfigChange[] {
    const url = new URL(server.reveal());
    url.password = '';
    const fileOf = this.#wanted.driver === 'docker' ? containerPasswordFile : databasePasswordFile;
    return [
      { key: 'database.url', value: url.href },
      { key: 'database.password_file', value: fileOf(this.#infrastructure) },
    ];
  }

  /** It is in the journal first: a crash must not leave a change that nobody can take back. */
  async #change(path: string, changes: readonly ConfigChange[]): Promise<void> {
    const { journal } = this.#wanted;
    const text = (value: unknown): string | null => (value == null ? null : String(value));
    const values = existsSync(path) ? (await readConfigFile({ path, namedBy: null })).values : {};
    const noted = changes
      .map(({ key, value }) => ({
        file: path,
        key,
        before: text(valueAt(values, key.split('.'))),
        after: text(value),
      }))
      .filter(({ before, after }) => before !== after);
    if (noted.length === 0) return;
    removeConfigLeftovers(path);
    journal.configured(noted);
    try {
      await updateConfigFile(path, changes);
    } catch (error) {
      journal.configured(
        noted.map(({ before, after, ...rest }) => ({ ...rest, before: after, after: before })),
      );
      throw error;
    }
  }
}

/** What commands left beside the file that were killed while they wrote it. A link's target is what is replaced. */
function removeConfigLeftovers(path: string): void {
  const file = existsSync(path) ? realpathSync(path) : path;
  removeLeftovers(dirname(file), (name) => name === basename(file));
}

/** What the environment says counts more than the file: changing that would change nothing. */
function refuseOverride(): void {
  const backend = process.env['STOCKULA_STORAGE_BACKEND'];
  if (backend === undefined || backend === '') return;
  throw new StockulaError('CONFIG_INVALID', {
    expected: 'the configuration file to say which store answers',
    got: `STOCKULA_STORAGE_BACKEND=${backend} in the environment, which counts more`,
    remedy: 'Unset it here and where the application is started, and run this again.',
  });
}
