import { join } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { configFileFor } from '../config/locate.ts';
import type { SecretUrl } from '../config/secret-url.ts';
import { type ConfigChange, updateConfigFile } from '../config/update-file.ts';
import { StockulaError } from '../domain/errors.ts';
import type { MarketStore } from '../domain/market-store.ts';
import { isRepairKind } from '../domain/repair.ts';
import type { DriverName } from '../infra/driver.ts';
import { openDriver } from '../infra/open-driver.ts';
import { defaultPorts, type InfrastructureOptions, serviceFolder } from '../infra/options.ts';
import { follow } from '../migrate/follow/follow.ts';
import { lastRun } from '../migrate/journal.ts';
import type { StepProgress, StepResult } from '../migrate/machine/phases.ts';
import type { StepJournal } from '../migrate/machine/step-journal.ts';
import type { OpenTarget, Settings, Surroundings } from '../migrate/machine/surroundings.ts';
import type { MigrationReport } from '../migrate/report.ts';
import { carryBack } from '../migrate/rollback/carry-back.ts';
import { runMigration } from '../migrate/run.ts';
import { samplePath } from '../migrate/sample.ts';
import { requireVerified } from '../migrate/switch-guard.ts';
import type { MigrationRequest } from '../migrate/work.ts';
import { stampOf } from '../sources/legacy-sqlite/file-stamp.ts';
import { connectEmbedded } from '../storage/embedded/connect.ts';
import { SqliteMarket } from '../storage/sqlite/sqlite-market.ts';
import { TimescaleMarket } from '../storage/timescale/timescale-market.ts';
import { type App, openApp } from './app.ts';
import { changesToLegacyFile, changesToTimescale } from './backend-changes.ts';
import type { AppOptions } from './configuration.ts';

type Tell = (progress: StepProgress) => void;

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
  const infrastructure: InfrastructureOptions = {
    dataDirectory: wanted.dataDirectory,
    given: { databaseUrl: config.database.url ?? null, redisUrl: config.cache.redis_url ?? null },
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
    openTarget: async (url, mustExist, tell) =>
      openTarget(await openApp({ ...wanted.options, mustExist, onProgress: tell }, wanted.loaded, url)),
  };
}

/** A target for the steps of a migration, over an open application. */
function openTarget(app: App): OpenTarget {
  let copiedAt: string | null = null;
  const request = (from: string, tell: Tell): MigrationRequest => ({
    database: app.database,
    from,
    policies: app.policies,
    scratchFolder: app.scratchFolder,
    onProgress: tell,
    sample: {
      path: samplePath(app.config.database.data_dir),
      onRemoved: () => tell('The synthetic sample was removed to make room for your data'),
    },
  });
  return {
    database: app.database,
    copy: ({ from, repairs }, tell) => {
      copiedAt = stampOf(from).text;
      return runMigration({ ...request(from, tell), repairs: repairs && new Set(repairs) });
    },
    catchUp: async (from, copied, tell) => {
      if (copied && stampOf(from).text === copiedAt) return copied;
      tell('Carrying over what was written meanwhile');
      return drain(request(from, tell));
    },
    drain: (from, tell) => drain(request(from, tell)),
    carryBack: (from, tell) => carryBack(request(from, tell)),
    requireVerified: (from, tell) => requireVerified(request(from, tell)),
    stores: async (from): Promise<[MarketStore, MarketStore]> => {
      const repairs = (await lastRun(app.database))?.repairs ?? [];
      return [
        new SqliteMarket(from, { repairs: new Set(repairs.filter(isRepairKind)) }),
        new TimescaleMarket(app.database.pool),
      ];
    },
    close: () => app.close(),
  };
}

/** Carries over what the file has become since it was migrated, and compares everything. */
async function drain(request: MigrationRequest): Promise<MigrationReport> {
  const report = await follow({
    ...request,
    signal: new AbortController().signal,
    drain: true,
    onRound: () => undefined,
  });
  if (!report) throw new Error('a drain ended without a report');
  return report;
}

/** Keys of the configuration file that say which store answers. */
class FileSettings implements Settings {
  readonly #wanted: MigrationOptions;
  readonly #infrastructure: InfrastructureOptions;
  readonly #path: string;
  #before: readonly ConfigChange[] = [];

  constructor(wanted: MigrationOptions, infrastructure: InfrastructureOptions) {
    this.#wanted = wanted;
    this.#infrastructure = infrastructure;
    this.#path = configFileFor(wanted.options.configFile, process.env, process.cwd());
  }

  async toTimescale(from: string, server: SecretUrl | null): Promise<StepResult> {
    refuseOverride();
    const { config } = this.#wanted.loaded;
    if (config.storage.backend === 'timescale' && !server)
      return { outcome: 'skipped', detail: 'the application answers from TimescaleDB already' };
    await this.#change([...changesToTimescale(config, from), ...(server ? this.#serverKeys(server) : [])]);
    return { outcome: 'done', detail: `${this.#path} says so` };
  }

  async undo(): Promise<string> {
    await this.#change(this.#before);
    return `${this.#path} is as it was`;
  }

  /** Has every process answer from the older file again. */
  async toLegacy(from: string): Promise<string> {
    refuseOverride();
    await this.#change(changesToLegacyFile(this.#wanted.loaded.config, from));
    return `${this.#path} names the older file`;
  }

  #serverKeys(server: SecretUrl): ConfigChange[] {
    const url = new URL(server.reveal());
    url.password = '';
    const file = join(serviceFolder(this.#infrastructure, 'database'), 'stockula.password');
    return [
      { key: 'database.url', value: url.href },
      { key: 'database.password_file', value: file },
    ];
  }

  async #change(changes: readonly ConfigChange[]): Promise<void> {
    const changed = await updateConfigFile(this.#path, changes);
    this.#before = changed.map(({ key, before }) => ({
      key,
      value: typeof before === 'string' ? before : undefined,
    }));
    const text = (value: unknown): string | null => (value === undefined ? null : String(value));
    this.#wanted.journal.configured(
      changed
        .filter(({ before, after }) => before !== after)
        .map(({ key, before, after }) => ({
          file: this.#path,
          key,
          before: text(before),
          after: text(after),
        })),
    );
  }
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
