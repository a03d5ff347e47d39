import { statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { LoadedConfig } from '../config/load.ts';
import { configFileFor } from '../config/locate.ts';
import type { Config } from '../config/schema.ts';
import { messageOf, StockulaError } from '../domain/errors.ts';
import { type AppOptions, readConfiguration } from './configuration.ts';
import { type FolderWatch, type FolderWatchOptions, watchFolder } from './folder-watch.ts';
import { Lease } from './lease.ts';
import { openMarket } from './market.ts';
import type { Market, MarketService } from './market-service.ts';

/** What a changed configuration file led to. */
export type LiveEvent =
  | { readonly kind: 'changed'; readonly config: Config }
  /** The store of before goes on; the change is tried again until it works or another one comes. */
  | { readonly kind: 'kept'; readonly config: Config; readonly problem: unknown };

export interface LiveOptions extends AppOptions, Partial<FolderWatchOptions> {
  readonly onEvent?: (event: LiveEvent) => void;
}

/**
 * Opens the store of the configuration for a process that runs for long, and follows the configuration file: when it
 * changes, the store that it names now is opened and asked; then new work goes there. Work that has begun ends where
 * it began, and what was cached there is left behind. A file that is missing, empty or wrong, and a store that does
 * not answer, change nothing but are told by `onEvent`. What the environment sets, the file does not change.
 * @throws StockulaError as openMarket
 */
export async function openLiveMarket(options: LiveOptions): Promise<LiveMarket> {
  const stamp = stampOf(options.configFile);
  const loaded = await readConfiguration(options.configFile);
  return new LiveMarket(options, stamp, loaded, await openMarket(loaded, mustExist(options)));
}

export class LiveMarket implements MarketService {
  readonly #options: LiveOptions;
  readonly #watch: FolderWatch;
  #lease: Lease;
  #loaded: LoadedConfig;
  /** Of the file as it was followed last. */
  #stamp: string | null;
  #problem: unknown = null;
  #looking: Promise<void> | null = null;
  #lookAgain = false;
  #closed = false;
  /** Markets that are given up and not closed yet. */
  readonly #retiring = new Set<Promise<void>>();

  constructor(options: LiveOptions, stamp: string | null, loaded: LoadedConfig, service: MarketService) {
    this.#options = options;
    this.#stamp = stamp;
    this.#loaded = loaded;
    this.#lease = new Lease(service);
    const { configFile, settleMs = 50, pollMs = 1_000 } = options;
    const folder = dirname(configFileFor(configFile, process.env, process.cwd()));
    this.#watch = watchFolder(folder, () => this.#look(), { settleMs, pollMs });
  }

  /** The configuration that is followed now. */
  get loaded(): LoadedConfig {
    return this.#loaded;
  }

  /** Why the file as it is now is not followed; null if it is. */
  get problem(): unknown {
    return this.#problem;
  }

  use<Answer>(work: (market: Market) => Promise<Answer>): Promise<Answer> {
    return this.#lease.use(work);
  }

  /** Waits for work that is under way. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#watch.close();
    await this.#looking;
    this.#retire(this.#lease);
    await Promise.all(this.#retiring);
  }

  #look(): void {
    if (this.#looking) {
      this.#lookAgain = true;
      return;
    }
    this.#looking = this.#follow()
      .catch((error: unknown) => this.#keep(error))
      .finally(() => {
        this.#looking = null;
        const again = this.#lookAgain && !this.#closed;
        this.#lookAgain = false;
        if (again) this.#look();
      });
  }

  async #follow(): Promise<void> {
    const { configFile } = this.#options;
    const stamp = stampOf(configFile);
    if (stamp === this.#stamp) {
      this.#problem = null;
      return;
    }
    // Somebody may be about to write it. To go by the defaults for a moment would be to change stores.
    if (stamp === null) throw missing(configFile);
    const loaded = await readConfiguration(configFile);
    // Written while it was read: what was read may be half of it.
    if (stampOf(configFile) !== stamp) {
      this.#lookAgain = true;
      return;
    }
    const service = await openMarket(
      loaded,
      mustExist(this.#options),
      !isSameStore(loaded.config, this.#loaded.config),
    );
    try {
      await service.use(({ store }) => store.symbols());
    } catch (error) {
      await service.close();
      throw error;
    }
    this.#adopt(stamp, loaded, service);
  }

  #adopt(stamp: string, loaded: LoadedConfig, service: MarketService): void {
    const before = this.#lease;
    this.#lease = new Lease(service);
    this.#loaded = loaded;
    this.#stamp = stamp;
    this.#problem = null;
    this.#retire(before);
    this.#options.onEvent?.({ kind: 'changed', config: loaded.config });
  }

  #retire(lease: Lease): void {
    const closing: Promise<void> = lease
      .retire()
      .catch((problem: unknown) => this.#tell(problem))
      .finally(() => this.#retiring.delete(closing));
    this.#retiring.add(closing);
  }

  /** Told once, however often it is tried. */
  #keep(problem: unknown): void {
    const isNew = this.#problem === null || messageOf(problem) !== messageOf(this.#problem);
    this.#problem = problem;
    if (isNew) this.#tell(problem);
  }

  #tell(problem: unknown): void {
    this.#options.onEvent?.({ kind: 'kept', config: this.#loaded.config, problem });
  }
}

/** To make an empty database would be to answer that nothing is known. */
function mustExist(options: LiveOptions): AppOptions {
  return { ...options, mustExist: true, longLived: true };
}

/** Where it is the same, a database that is away just now is no reason to go by the old configuration. */
function isSameStore(one: Config, other: Config): boolean {
  const place = ({ storage, database, data }: Config): string =>
    [storage.backend, data.db_path, database.url?.reveal(), database.data_dir].join('\n');
  return place(one) === place(other);
}

/** Differs after every change of the configuration file; null where there is none, or an empty one. */
function stampOf(configFile: string | undefined): string | null {
  const path = configFileFor(configFile, process.env, process.cwd());
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (!stat || stat.size === 0n) return null;
  return [path, stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].join(' ');
}

function missing(configFile: string | undefined): StockulaError {
  const path = configFileFor(configFile, process.env, process.cwd());
  return new StockulaError('CONFIG_INVALID', {
    expected: `the configuration file ${path} that this process started with`,
    got: 'no file, or an empty one',
    remedy: 'Put it back; until then everything goes on as it said. To go by the defaults, restart.',
  });
}
