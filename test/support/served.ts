import { cpSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Served, serve } from '../../src/app/serve.ts';
import { stopHost } from '../../src/storage/embedded/host-control.ts';
import { freshFolder } from './embedded.ts';
import { runStockula } from './run-stockula.ts';

/** Their legacy file. */
export const legacyFile = join(import.meta.dirname, '../../../shared/data/legacy/stockula.db');

/** Whether the real data are here: AAPL, SPY, IBM, BAC, GOOG, QQQ. */
export const hasRealData = existsSync(legacyFile);

/** A `stockula serve` of a test, in this process, on an embedded database of its own. */
export interface TestServer extends Served {
  readonly dataDirectory: string;
  /** Asks a path of it. */
  ask(path: string, options?: RequestInit): Promise<Response>;
  /** The JSON it answers to a GET that must succeed. */
  json<Answer>(path: string): Promise<Answer>;
}

interface ServedOptions {
  /** Lines of the configuration file. */
  readonly config?: string;
  /** Folder of the dashboard, as `builtDashboard` has it; by default none is served. */
  readonly dashboard?: string | null;
}

/** Serves the real data from a copy of an embedded database that was migrated once. Close it in any case. */
export async function serveRealData(options: ServedOptions = {}): Promise<TestServer> {
  const dataDirectory = join(freshFolder('served'), 'data');
  cpSync(await migratedOnce(), dataDirectory, { recursive: true });
  return serveDirectory(dataDirectory, options);
}

/** Serves an empty embedded database. Close it in any case. */
export async function serveEmpty(options: ServedOptions = {}): Promise<TestServer> {
  const dataDirectory = join(freshFolder('served'), 'data');
  // A server does not begin a database: in a wrong folder it would be an empty one.
  const run = await runStockula(['users', 'list'], { STOCKULA_DATA_DIR: dataDirectory });
  if (run.status !== 0) throw new Error(run.stderr);
  return serveDirectory(dataDirectory, options);
}

/** Serves what a migration makes of a file of the older application. Close it in any case. */
export async function serveMigrated(file: string, options: ServedOptions = {}): Promise<TestServer> {
  const directory = join(freshFolder('served'), 'data');
  await migrate(file, directory);
  return serveDirectory(directory, options);
}

async function serveDirectory(
  dataDirectory: string,
  { config = '', dashboard = null }: ServedOptions,
): Promise<TestServer> {
  const configFile = join(dataDirectory, '..', '.stockula.yaml');
  writeFileSync(configFile, `database:\n  data_dir: ${dataDirectory}\n${config}\n`);
  const served = await serve({ configFile, port: 0, checkAnswers: true, dashboard });
  const ask = (path: string, options?: RequestInit): Promise<Response> => fetch(served.url + path, options);
  return {
    ...served,
    dataDirectory,
    ask,
    json: async <Answer>(path: string) => {
      const response = await ask(path);
      if (!response.ok) throw new Error(`${path} answers ${response.status}: ${await response.text()}`);
      return (await response.json()) as Answer;
    },
    close: async () => {
      await served.close();
      await stopHost(dataDirectory);
    },
  };
}

/** A data directory with the real data, for all test files of a run. */
async function migratedOnce(): Promise<string> {
  const folder = join(process.env['STOCKULA_TEST_SCRATCH'] ?? freshFolder(), 'migrated');
  if (existsSync(folder)) return folder;
  const mine = freshFolder('migrating');
  const directory = join(mine, 'data');
  await migrate(legacyFile, directory);
  await stopHost(directory);
  try {
    renameSync(directory, folder);
  } catch {
    // Another test file was first.
    return folder;
  }
  return folder;
}

async function migrate(file: string, directory: string): Promise<void> {
  const run = await runStockula(['migrate', 'run', '--from', file], { STOCKULA_DATA_DIR: directory });
  if (run.status !== 0) throw new Error(run.stderr);
}
