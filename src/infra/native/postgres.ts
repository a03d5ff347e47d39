import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { SecretUrl } from '../../config/secret-url.ts';
import { StockulaError } from '../../domain/errors.ts';
import { testDatabase } from '../checks/database-test.ts';
import type { Progress } from '../driver.ts';
import { type InfrastructureOptions, serviceFolder } from '../options.ts';
import { type Account, serviceAccount } from '../system/account.ts';
import { lastLines, runProgram } from '../system/run-program.ts';
import { secretFile } from '../system/secret-file.ts';
import { writeSettings } from '../system/settings-file.ts';
import type { NativeComponent } from './component.ts';
import { createDatabase } from './postgres-database.ts';
import { choosePostgres } from './postgres-programs.ts';
import { postgresSettings, usableMemory } from './postgres-settings.ts';
import { dataFolder, prepareFolder } from './service.ts';
import type { ServicePlace } from './service-place.ts';

const superuser = 'postgres';
/** Name of the user that Stockula connects as, and of its database. */
export const databaseName = 'stockula';

export function databasePlace(options: InfrastructureOptions): ServicePlace {
  return {
    component: 'database',
    folder: serviceFolder(options, 'database'),
    port: options.ports.database,
    // Fast, then immediate shutdown: the latter recovers from the write-ahead log at the next start.
    stopSignals: ['SIGINT', 'SIGQUIT'],
  };
}

/** Password of the user that Stockula connects as. */
export async function databasePassword(options: InfrastructureOptions): Promise<string> {
  const account = await databaseAccount();
  const { folder } = databasePlace(options);
  await prepareFolder(folder, account);
  return secretFile(join(folder, passwordFile), account);
}

const passwordFile = 'stockula.password';

/** Where the password that Stockula connects with is kept. */
export const databasePasswordFile = (options: InfrastructureOptions): string =>
  join(databasePlace(options).folder, passwordFile);

const urlOf = (password: string, port: number): SecretUrl =>
  new SecretUrl(`postgres://${databaseName}:${password}@127.0.0.1:${port}/${databaseName}`);

/** How to reach a database that was set up before, whether or not it runs; null where there is none. */
export function databaseUrl(options: InfrastructureOptions): SecretUrl | null {
  const { port } = databasePlace(options);
  const file = databasePasswordFile(options);
  return existsSync(file) ? urlOf(readFileSync(file, 'utf8').trim(), port) : null;
}

const databaseAccount = (): Promise<Account> => serviceAccount(['postgres']);

/**
 * A PostgreSQL cluster of Stockula's own with TimescaleDB preloaded, on the loopback interface.
 * @throws StockulaError PROGRAM_MISSING, RIGHTS_MISSING
 */
export async function postgresComponent(
  options: InfrastructureOptions,
  searchPath: readonly string[],
): Promise<NativeComponent> {
  const place = databasePlace(options);
  const { folder, port } = place;
  const account = await databaseAccount();
  await prepareFolder(folder, account);
  const cluster = join(folder, 'data');
  const programs = await choosePostgres(cluster, searchPath);
  const adminPassword = secretFile(join(folder, 'postgres.password'), account);
  const password = secretFile(join(folder, passwordFile), account);
  const settings = join(folder, 'postgresql.conf');
  const admin = { host: '127.0.0.1', port, user: superuser, password: adminPassword };
  const command = [join(programs.folder, 'postgres'), '-D', cluster, '-c', `config_file=${settings}`];
  const url = urlOf(password, port);
  return {
    service: {
      ...place,
      command,
      account,
      settings: [settings],
      prepare: async (progress) => {
        await makeCluster(programs.folder, folder, cluster, account, progress);
        writeSettings(settings, postgresSettings(port, usableMemory()), account);
      },
      isReady: () => serves(admin, cluster),
    },
    url,
    sessionUrl: null,
    configure: () => createDatabase(admin, databaseName, password),
    test: () => testDatabase({ connectionString: url.reveal() }),
  };
}

const unfinishedPrefix = 'data.new-';

function clearUnfinished(folder: string): void {
  for (const name of readdirSync(folder).filter((each) => each.startsWith(unfinishedPrefix)))
    rmSync(join(folder, name), { recursive: true, force: true, maxRetries: 10 });
}

/** By rename: a cluster that was half made when its maker was killed is made anew. */
async function makeCluster(
  programs: string,
  folder: string,
  cluster: string,
  account: Account,
  progress: Progress,
): Promise<void> {
  clearUnfinished(folder);
  if (existsSync(cluster)) return;
  progress('database: making the cluster');
  // A name of its own: the initdb of a command that was killed may still be writing.
  const unfinished = join(folder, `${unfinishedPrefix}${randomBytes(4).toString('hex')}`);
  dataFolder(unfinished, account);
  const ended = await runProgram(
    [
      ...account.prefix,
      join(programs, 'initdb'),
      `--pgdata=${unfinished}`,
      `--username=${superuser}`,
      `--pwfile=${join(folder, 'postgres.password')}`,
      ...['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--data-checksums', '--no-instructions'],
    ],
    { cwd: folder, timeoutMs: 300_000 },
  );
  if (ended.status !== 0)
    throw new StockulaError('SERVICE_FAILED', {
      expected: `a new PostgreSQL cluster in ${cluster}`,
      got: `initdb failed:\n${lastLines(ended.stderr)}\n`,
      remedy: 'Mend what it says, then run the command again.',
    });
  renameSync(unfinished, cluster);
}

/** Whether the server answers, and with this cluster: another on the port would know neither password nor folder. */
async function serves(admin: pg.ClientConfig, cluster: string): Promise<boolean> {
  const client = new pg.Client({ ...admin, database: 'postgres', connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    return rows[0]?.data_directory === realpathSync(cluster);
  } catch {
    // Not up yet, recovering, or not ours; whoever waits asks again and reads the log in the end.
    return false;
  } finally {
    await client.end();
  }
}
